import openai


class Writer:
    def __init__(self, engine, stop=None):
        self.engine = engine
        self.stop = stop

    def parameters(self):
        parameters = {"engine": self.engine, 'temperature': 0}
        if self.stop:
            parameters["stop"] = self.stop
        return parameters

    def write(self, prompt):
        parameters = self.parameters()
        if "request_timeout" not in parameters:
            parameters["request_timeout"] = 30
        print(f"asking with {parameters}")
        answer = openai.Completion.create(prompt=prompt, **parameters)
        return answer["choices"][0]["text"]
