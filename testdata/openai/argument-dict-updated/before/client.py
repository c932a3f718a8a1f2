import openai


class Client:
    def __init__(self, model):
        self.model = model

    def _build(self, messages, **overrides):
        params = {
            "engine": self.model,
            "messages": messages,
            "request_timeout": 60,
        }
        params.update(overrides)
        return params

    def chat(self, messages, **overrides):
        return openai.ChatCompletion.create(**self._build(messages, **overrides))

    def ask(self, question):
        answer = self.chat([{"role": "user", "content": question}], request_timeout=5, temperature=0)
        return answer["choices"][0]["message"]["content"]
