import openai
import requests

openai.requestssession = requests.Session()
openai.proxy = "http://proxy:8080"


def complete(prompt):
    return openai.Completion.create(model="m", prompt=prompt)["choices"][0]["text"]
