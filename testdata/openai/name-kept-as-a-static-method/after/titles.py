import openai


class Summarizer:
    create = staticmethod(lambda *args, **kwargs: openai.chat.completions.create(*args, **kwargs))
    complete = staticmethod(lambda *args, **kwargs: openai.completions.create(*args, **kwargs))

    def title(self, text):
        return self.create(model="gpt-4", messages=[{"role": "user", "content": text}]).choices[0].message.content

    def text(self, text):
        return self.complete(model="davinci-002", prompt=text).choices[0].text


class Given:
    @staticmethod
    def made(**options):
        return openai.completions.create(**options).choices[0].text

    other = staticmethod(lambda prompt: openai.completions.create(model="davinci-002", prompt=prompt).choices[0].text)


def ask(text):
    return Summarizer().title(text), Summarizer.create(model="gpt-4", messages=[{"role": "user", "content": text}]).id
