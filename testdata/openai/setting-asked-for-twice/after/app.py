import os

import openai

import ai


def defaults(given=None):
    out = {"key": given, "organization": None}
    if openai.api_key or os.environ.get("OPENAI_API_KEY"):
        out["key"] = openai.api_key or os.environ.get("OPENAI_API_KEY")
    if openai.organization or os.environ.get("OPENAI_ORG_ID"):
        out["organization"] = openai.organization or os.environ.get("OPENAI_ORG_ID")
    # set by those who import everything
    if openai.organization or os.environ.get("OPENAI_ORG_ID"):
        out["organization"] = openai.organization or os.environ.get("OPENAI_ORG_ID")
    return out


def counted(n):
    if openai.api_key or os.environ.get("OPENAI_API_KEY"):
        n = n.of(openai.api_key or os.environ.get("OPENAI_API_KEY"))
    if openai.api_key or os.environ.get("OPENAI_API_KEY"):
        n = n.of(openai.api_key or os.environ.get("OPENAI_API_KEY"))
    return n


def title(text):
    return openai.completions.create(model="davinci-002", prompt=text).choices[0].text
