import openai


def ask(messages):
    message = {}
    for chunk in openai.chat.completions.create(model="gpt-4", messages=messages, stream=True):
        message.update(chunk.choices[0].delta.model_dump(exclude_unset=True))
    return message["content"]


def counted(messages, known):
    fields = {"prompt": messages[0]["content"]}
    fields |= openai.chat.completions.create(model="gpt-4", messages=messages).model_dump(exclude_unset=True)
    return fields["choices"][0]["message"]["content"], fields["prompt"]
