import openai


def ask(messages):
    try:
        return openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]
    except openai.error.RateLimitError:
        return "later"
