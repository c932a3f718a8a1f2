import openai

openai.base_url = "http://localhost:8000/v1/"


def complete(prompt):
    return openai.completions.create(model="m", prompt=prompt).choices[0].text
