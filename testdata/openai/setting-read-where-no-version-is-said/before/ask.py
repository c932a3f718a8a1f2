import openai

if openai.api_key is None:
    raise SystemExit("no key")


def ask(messages):
    return openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]
