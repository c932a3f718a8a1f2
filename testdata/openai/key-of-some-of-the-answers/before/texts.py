import openai


class Told:
    def __init__(self, text, raw):
        self.text, self.raw = text, raw

    @classmethod
    def of(cls, answer: openai.openai_object.OpenAIObject):
        choice = answer["choices"][0]
        return cls(choice.get("text") or choice["message"]["content"], answer)

    def kind(self):
        choice = self.raw["choices"][0]
        asked = ["message" in choice, "text" not in choice, hasattr(choice, "message")]
        return asked, choice.get("text", ""), choice.get("message") is None, self.raw["usage"]["total_tokens"]


def complete(prompt):
    told = Told.of(openai.Completion.create(model="davinci-002", prompt=prompt))
    return told.text, told.kind()


def chat(prompt, key="k", stream=False):
    chosen = dict(model="gpt-4", messages=[{"role": "user", "content": prompt}], api_key=key, stream=stream)
    if stream:
        text = ""
        for part in openai.ChatCompletion.create(**chosen):
            text += part["choices"][0]["delta"].get("content", "")
        return text
    told = Told.of(openai.ChatCompletion.create(**chosen))
    return told.text, told.kind()
