import openai
import anthropic


def chat(prompt):
    return openai.chat.completions.create(model="gpt-4", messages=prompt).model_dump(exclude_unset=True)


def claude(prompt):
    return anthropic.Anthropic().completions.create(model="claude-2", prompt=prompt)


def run(kind, prompt):
    if kind == "chat":
        response = chat(prompt)
    else:
        response = claude(prompt)
    if kind == "chat":
        return response["choices"][0]["message"]["content"]
    return response.completion


def run2(kind, prompt):
    response = chat(prompt) if kind == "chat" else claude(prompt)
    return response["choices"][0]["message"]["content"] if kind == "chat" else response.completion


def timed(prompt):
    return openai.ChatCompletion.create(model="gpt-4", messages=prompt)


def took(kind, prompt):
    response = timed(prompt) if kind == "chat" else claude(prompt)
    return response.response_ms
