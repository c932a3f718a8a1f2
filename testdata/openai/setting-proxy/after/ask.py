import os

import openai

openai.base_url = "http://models.invalid/v1/"
openai.http_client = openai.DefaultHttpxClient(proxy=os.environ["BASE"])


def complete(prompt):
    return openai.completions.create(model="m", prompt=prompt).choices[0].text


def complete_for(key, prompt):
    client = openai.OpenAI(api_key=key, base_url=openai.base_url, http_client=openai.http_client)
    return client.completions.create(model="m", prompt=prompt).choices[0].text
