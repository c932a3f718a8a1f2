import openai


def ask(messages):
    return openai.ChatCompletion.create(deployment_id="chat", messages=messages)["choices"][0]["message"]["content"]
