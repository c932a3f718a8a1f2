import openai


def ask(prompt, chat=True, **options):
    api = openai.ChatCompletion if chat else openai.Completion
    if chat:
        options["messages"] = [{"role": "user", "content": prompt}]
    else:
        options["prompt"] = prompt
    response = api.create(engine="gpt-4" if chat else "davinci-002", **options)
    choice = response["choices"][0]
    return choice["message"]["content"] if chat else choice["text"]


class Caller:
    def __init__(self, chat):
        if chat:
            self.api = openai.ChatCompletion
        else:
            self.api = openai.Completion

    def usage(self, **options):
        return self.api.create(**options)["usage"]["total_tokens"]
