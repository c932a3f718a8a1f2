import openai


def ask(messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    return response["choices"][0]["message"].get("content", "").strip()
