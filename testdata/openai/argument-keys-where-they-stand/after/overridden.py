import openai


def _arguments(**arguments):
    """Gives the arguments of a call the names that they have now."""
    for old, new in (
        ("request_timeout", "timeout"),
        ("engine", "model"),
    ):
        value = arguments.pop(old, None)
        if value:
            arguments[new] = value
    return arguments


class Writer:
    def __init__(self, engine):
        self.engine = engine

    def parameters(self):
        return {"engine": self.engine}

    def write(self, prompt):
        return openai.completions.create(prompt=prompt, **_arguments(**self.parameters())).choices[0].text


class PatientWriter(Writer):
    def parameters(self):
        return {"engine": self.engine, "request_timeout": 60}
