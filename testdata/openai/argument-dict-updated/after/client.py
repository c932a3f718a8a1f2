import openai


class Client:
    def __init__(self, model):
        self.model = model

    def _build(self, messages, **overrides):
        params = {
            "model": self.model,
            "messages": messages,
            "timeout": 60,
        }
        params.update(overrides)
        return params

    def chat(self, messages, **overrides):
        return openai.chat.completions.create(**self._build(messages, **overrides))

    def ask(self, question):
        answer = self.chat([{"role": "user", "content": question}], timeout=5, temperature=0)
        return answer.choices[0].message.content
