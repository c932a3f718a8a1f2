import openai

Unavailable = openai.APIError


class Client:
    def __init__(self, key):
        self.client = openai.OpenAI(api_key=key)

    def ask(self, messages):
        try:
            return self.client.chat.completions.create(model="gpt-4", messages=messages)
        except openai.APIError:
            return None
