import openai

from versions import is_openai_v1


class Llm:
    def __init__(self, key, proxy=None):
        self.key = key
        if proxy:
            openai.proxy = {"http": proxy, "https": proxy}
        if is_openai_v1():
            self.client = openai.OpenAI(api_key=key).chat.completions
        else:
            self.client = openai.ChatCompletion

    def ask(self, messages):
        return self.client.create(model="gpt-4", messages=messages)
