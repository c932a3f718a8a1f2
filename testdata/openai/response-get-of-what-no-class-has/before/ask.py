import openai


def names(messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    message = response["choices"][0]["message"]
    if "tone" in message and "mood" not in message:
        print(message["tone"])
    return message["role"], message.get("name", "nobody"), message.get("tone")


def permissions():
    return [model.get("permission", []) for model in openai.Model.list()["data"]]
