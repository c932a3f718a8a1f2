import openai


def cost(prompt_tokens=0, completion_tokens=0, total_tokens=0):
    return prompt_tokens * 2 + completion_tokens


class Reply:
    def __init__(self, **fields):
        self.fields = fields


def ask(messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    print(cost(**response["usage"]))
    return Reply(**response["choices"][0]["message"])
