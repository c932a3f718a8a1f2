import openai


class Chat:
    def __init__(self, key, proxy=None):
        openai.api_key = key
        if proxy:
            openai.proxy = proxy

    def welcome(self):
        print(f"through {openai.proxy}")
        return openai.proxy

    def ask(self, messages):
        answer = openai.ChatCompletion.create(model="gpt-4", messages=messages)
        return answer["choices"][0]["message"]["content"]
