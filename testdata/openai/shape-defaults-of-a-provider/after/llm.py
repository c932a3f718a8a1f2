import openai


def _client_and_arguments(**arguments):
    """Splits the arguments of a call: the client that its settings ask for, and the rest."""
    model = arguments.pop("engine", None)
    if model:
        arguments["model"] = model
    client = openai.OpenAI(api_key=arguments.pop("api_key", None) or None)
    return client, arguments


class Provider:
    temperature = 0.1
    max_tokens = 100
    stop = None
    engine = None

    def __init__(self, key, model="gpt-3.5-turbo", **options):
        self.key = key
        self.model = model
        for name, value in options.items():
            setattr(self, name, value)

    @property
    def defaults(self):
        params = {"temperature": self.temperature, "max_tokens": self.max_tokens}
        if self.stop is not None:
            params["stop"] = [self.stop]
        return params

    @property
    def invocation(self):
        params = {"api_key": self.key, **self.defaults}
        if self.engine is not None:
            params["engine"] = self.engine
        else:
            params["model"] = self.model
        return params

    def completion(self, prompt):
        params = {**self.invocation, "prompt": prompt}
        client, arguments = _client_and_arguments(**params)
        return client.completions.create(**arguments).choices[0].text

    def chat(self, text):
        params = {**self.invocation, "messages": [{"role": "system", "content": text}]}
        client, arguments = _client_and_arguments(**params)
        return client.chat.completions.create(**arguments).choices[0].message.content
