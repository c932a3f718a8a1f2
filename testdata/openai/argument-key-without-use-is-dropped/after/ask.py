import openai


def _arguments_2(**arguments):
    """Gives the arguments of a call the names that they have now."""
    arguments.pop("timeout", None)
    return arguments


OPTIONS = {"model": "gpt-4", "max_tokens": 5}


class Bot:
    def _arguments(self, messages, **more):
        arguments = {
            "messages": messages,
            "temperature": 0,  # the same each time
        }
        arguments.update(more)
        return arguments

    def ask(self, messages):
        answer = openai.chat.completions.create(**self._arguments(messages, model="gpt-4"))
        return answer.choices[0].message.content


def ask(messages):
    return openai.chat.completions.create(messages=messages, **OPTIONS).choices[0].message.content


def complete(prompt):
    options = dict(model="davinci-002", max_tokens=5)
    return openai.completions.create(prompt=prompt, **options).choices[0].text


def asked(prompt):
    options = {"model": "davinci-002", "timeout": 3}
    if "timeout" in options:
        print("bounded")
    return openai.completions.create(prompt=prompt, **_arguments_2(**options)).choices[0].text
