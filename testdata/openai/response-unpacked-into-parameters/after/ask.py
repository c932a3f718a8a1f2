import openai


def cost(prompt_tokens=0, completion_tokens=0, total_tokens=0):
    return prompt_tokens * 2 + completion_tokens


class Reply:
    def __init__(self, **fields):
        self.fields = fields


def ask(messages):
    response = openai.chat.completions.create(model="gpt-4", messages=messages)
    print(cost(**response.usage.model_dump(exclude_unset=True)))
    return Reply(**response.choices[0].message.model_dump(exclude_unset=True))
