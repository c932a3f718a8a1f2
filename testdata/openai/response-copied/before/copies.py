import openai


def changed(messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    message = response["choices"][0]["message"].copy()
    message["content"] = message["content"].strip()
    history = [message, response["choices"][0]["message"].copy()]
    return history[0]["content"], history[1]["role"], response["id"]
