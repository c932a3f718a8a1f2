import copy

import openai


class Memory:
    def __init__(self, kept):
        self.kept = kept
        self.log = []

    def ask(self, key, messages):
        response = self.kept.get(key, None)
        if response is not None:
            self.remember(response)
            return response
        response = openai.chat.completions.create(model="gpt-4", messages=messages).model_dump(exclude_unset=True)
        self.kept.set(key, response)
        self.remember(response)
        return response

    def remember(self, response):
        self.log.append({"model": response["model"], "answer": copy.deepcopy(response)})


def marked(messages):
    seen = []
    for chunk in (chunk.model_dump(exclude_unset=True) for chunk in openai.chat.completions.create(model="gpt-4", messages=messages, stream=True)):
        chunk["seen"] = True
        seen.append(dict(chunk))
        for choice in chunk["choices"]:
            choice["number"] = len(seen)
            seen.append(copy.deepcopy(choice))
    return seen
