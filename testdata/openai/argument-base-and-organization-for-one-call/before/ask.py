import openai


def ask(messages):
    return openai.ChatCompletion.create(model="gpt-4", messages=messages, api_base="http://localhost:8000/v1", organization="org-1")["choices"][0]["message"]["content"]
