import openai

OPTIONS = {"model": "gpt-4", "timeout": 10, "max_tokens": 5}


class Bot:
    def _arguments(self, messages, **more):
        arguments = {
            "messages": messages,
            "temperature": 0,  # the same each time
            "timeout": 3,
        }
        arguments.update(more)
        return arguments

    def ask(self, messages):
        answer = openai.ChatCompletion.create(**self._arguments(messages, model="gpt-4"))
        return answer["choices"][0]["message"]["content"]


def ask(messages):
    return openai.ChatCompletion.create(messages=messages, **OPTIONS)["choices"][0]["message"]["content"]


def complete(prompt):
    options = dict(model="davinci-002", timeout=3, max_tokens=5)
    options["timeout"] = 5
    return openai.Completion.create(prompt=prompt, **options)["choices"][0]["text"]


def asked(prompt):
    options = {"model": "davinci-002", "timeout": 3}
    if "timeout" in options:
        print("bounded")
    return openai.Completion.create(prompt=prompt, **options)["choices"][0]["text"]
