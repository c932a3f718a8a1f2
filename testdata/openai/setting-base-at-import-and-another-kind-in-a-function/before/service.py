import openai


class Service:
    def __init__(self, key):
        openai.api_type = "azure"
        openai.api_base = "https://other"
        openai.api_version = "2023-05-15"
        openai.api_key = key

    def ask(self, prompt):
        answer = openai.ChatCompletion.create(engine="four", messages=[{"role": "user", "content": prompt}])
        return answer["choices"][0]["message"]["content"]
