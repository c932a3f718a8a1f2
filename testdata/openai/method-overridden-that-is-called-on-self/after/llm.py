import openai


class Model:
    def __init__(self, name):
        self.name = name

    def _call(self, **options):
        return openai.chat.completions.create(model=self.name, **options).model_dump(exclude_unset=True)

    @property
    def first(self):
        return self._call(messages=[{"role": "user", "content": "first"}])

    def ask(self, text):
        answer = self._call(messages=[{"role": "user", "content": text}])
        return answer["choices"][0]["message"]["content"]

    def ask_all(self, texts):
        return [self.later(text).choices[0].message.content for text in texts]

    def later(self, text):
        raise NotImplementedError

    def finish(self):
        return self.first["choices"][0]["finish_reason"]

    def stop(self):
        return [choice.finish_reason for choice in self.last.choices]


class Named(Model):
    def __init__(self, name, user):
        super().__init__(name)
        self.user = user

    def _call(self, **options):
        options.pop("model", None)
        return openai.chat.completions.create(model=self.name, user=self.user, **options).model_dump(exclude_unset=True)

    def later(self, text):
        self.last = openai.chat.completions.create(
            model=self.name, messages=[{"role": "user", "content": text}]
        )
        return self.last


class Canned(Named):
    @property
    def first(self):
        return {"choices": [{"finish_reason": "canned"}]}
