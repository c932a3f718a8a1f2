import openai


def attributes(messages):
    response = openai.chat.completions.create(model="gpt-4", messages=messages)
    return "{0.id}: {0.usage.total_tokens}".format(response)


def items(messages):
    response = openai.chat.completions.create(model="gpt-4", messages=messages)
    return "{answer[id]}: {answer[usage][total_tokens]:>5}".format(answer=response.model_dump(exclude_unset=True))
