import openai


class Writer:
    def __init__(self, engine):
        self.engine = engine

    def parameters(self):
        return {"model": self.engine}

    def write(self, prompt):
        return openai.completions.create(prompt=prompt, **self.parameters()).choices[0].text


class PatientWriter(Writer):
    def parameters(self):
        return {"model": self.engine, "timeout": 60}
