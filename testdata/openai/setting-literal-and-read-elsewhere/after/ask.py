import openai

openai.api_key = "k"


def complete(prompt):
    return openai.completions.create(model="m", prompt=prompt).choices[0].text
