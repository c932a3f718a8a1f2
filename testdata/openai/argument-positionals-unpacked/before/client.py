import openai


class Client:
    def __init__(self, key):
        self.key = key

    def complete(self, engine, prompt, *args, **kwargs):
        response = openai.Completion.create(
            api_key=self.key, engine=engine, prompt=prompt, *args, **kwargs
        )
        return response["choices"][0]["text"]

    def chat(self, messages, *args):
        response = openai.ChatCompletion.create(*args, model="gpt-4", messages=messages)
        return response["choices"][0]["message"]["content"]


def ask(client, prompt, **options):
    return Client(client).complete("davinci-002", prompt, base_model="davinci", **options)
