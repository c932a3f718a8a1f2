import openai


def ask(prompt, chat=True, **options):
    api = openai.chat.completions if chat else openai.completions
    if chat:
        options["messages"] = [{"role": "user", "content": prompt}]
    else:
        options["prompt"] = prompt
    response = api.create(model="gpt-4" if chat else "davinci-002", **options).model_dump(exclude_unset=True)
    choice = response["choices"][0]
    return choice["message"]["content"] if chat else choice["text"]


class Caller:
    def __init__(self, chat):
        if chat:
            self.api = openai.chat.completions
        else:
            self.api = openai.completions

    def usage(self, **options):
        return self.api.create(**options).usage.total_tokens
