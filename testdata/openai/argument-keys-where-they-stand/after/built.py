import openai


class Writer:
    def __init__(self, engine, stop=None):
        self.engine = engine
        self.stop = stop

    def parameters(self):
        parameters = {"model": self.engine, 'temperature': 0}
        if self.stop:
            parameters["stop"] = self.stop
        return parameters

    def write(self, prompt):
        parameters = self.parameters()
        if "timeout" not in parameters:
            parameters["timeout"] = 30
        print(f"asking with {parameters}")
        answer = openai.completions.create(prompt=prompt, **parameters)
        return answer.choices[0].text
