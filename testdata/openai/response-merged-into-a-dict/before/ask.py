import openai


def ask(messages):
    message = {}
    for chunk in openai.ChatCompletion.create(model="gpt-4", messages=messages, stream=True):
        message.update(chunk["choices"][0]["delta"])
    return message["content"]


def counted(messages, known):
    fields = {"prompt": messages[0]["content"]}
    fields |= openai.ChatCompletion.create(model="gpt-4", messages=messages)
    return fields["choices"][0]["message"]["content"], fields["prompt"]
