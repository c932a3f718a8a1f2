import openai

CONFIG = {"api_key": "k", "api_base": "http://localhost:8000/v1"}
for name, value in CONFIG.items():
    setattr(openai, name, value)


def ask(messages):
    return openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]
