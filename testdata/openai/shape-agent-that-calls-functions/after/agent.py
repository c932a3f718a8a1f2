import json

import openai

FUNCTIONS = [{"name": "look_up", "parameters": {"type": "object", "properties": {"word": {"type": "string"}}}}]


def look_up(word):
    return f"{word} is a letter"


class Agent:
    tools = {"look_up": look_up}

    def __init__(self, model="gpt-4-0613", **defaults):
        self.defaults = {"model": model, "temperature": 0, **defaults}
        self.history = []
        self.spent = 0

    def step(self):
        response = openai.chat.completions.create(messages=self.history, functions=FUNCTIONS, **self.defaults)
        self.spent += response.usage.total_tokens
        message = response.choices[0].message
        if message.function_call:
            name = message.function_call.name
            arguments = json.loads(message.function_call.arguments)
            self.history.append({"role": "function", "name": name, "content": self.tools[name](**arguments)})
            return None
        return message.content

    def ask(self, question):
        self.history.append({"role": "user", "content": question})
        while (answer := self.step()) is None:
            pass
        return answer.strip()
