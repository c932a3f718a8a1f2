import openai
import requests


def ask(messages):
    return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content


def limits(key):
    return requests.get("https://api.openai.com/v1/organization/limits", headers={"authorization": key}).json()
