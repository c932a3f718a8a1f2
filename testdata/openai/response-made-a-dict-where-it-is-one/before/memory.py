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
        response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
        self.kept.set(key, response)
        self.remember(response)
        return response

    def remember(self, response):
        self.log.append({"model": response["model"], "answer": response.to_dict_recursive()})


def marked(messages):
    seen = []
    for chunk in openai.ChatCompletion.create(model="gpt-4", messages=messages, stream=True):
        chunk["seen"] = True
        seen.append(chunk.to_dict())
        for choice in chunk["choices"]:
            choice["number"] = len(seen)
            seen.append(choice.to_dict_recursive())
    return seen
