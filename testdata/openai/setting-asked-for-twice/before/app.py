import openai

import ai


def defaults(given=None):
    out = {"key": given, "organization": None}
    if openai.api_key:
        out["key"] = openai.api_key
    if ai.api_key:
        out["key"] = ai.api_key
    if openai.organization:
        out["organization"] = openai.organization
    # set by those who import everything
    if ai.organization:
        out["organization"] = ai.organization
    return out


def counted(n):
    if openai.api_key:
        n = n.of(openai.api_key)
    if ai.api_key:
        n = n.of(ai.api_key)
    return n


def title(text):
    return openai.Completion.create(model="davinci-002", prompt=text)["choices"][0]["text"]
