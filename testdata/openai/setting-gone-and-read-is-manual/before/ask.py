import openai
import requests


def fetch(url):
    return requests.get(url, verify=openai.verify_ssl_certs)


def name():
    return openai.app_info


def complete(prompt):
    return openai.Completion.create(model="m", prompt=prompt)["choices"][0]["text"]
