import openai


def ask(messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    return response.get("choices")[0].get("message").get("content")
