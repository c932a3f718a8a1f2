import openai


def chat(messages, **more):
    return openai.ChatCompletion.create(model="gpt-4", messages=messages, **more)


class Bot:
    def __init__(self):
        self.last = None

    def say(self, text, stream=False):
        self.last = chat([{"role": "user", "content": text}], stream=stream)
        if stream:
            return "".join(chunk["choices"][0]["delta"].get("content", "") for chunk in self.last)
        return self.last["choices"][0]["message"]["content"]
