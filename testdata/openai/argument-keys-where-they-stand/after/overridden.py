import openai


class Writer:
    def __init__(self, engine):
        self.engine = engine

    def parameters(self):
        return {"engine": self.engine}

    def write(self, prompt):
        return openai.Completion.create(prompt=prompt, **self.parameters())["choices"][0]["text"]


class PatientWriter(Writer):
    def parameters(self):
        return {"engine": self.engine, "request_timeout": 60}
