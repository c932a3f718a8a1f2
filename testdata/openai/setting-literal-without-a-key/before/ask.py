import openai

openai.api_base = "http://localhost:8000/v1"


def complete(prompt):
    return openai.Completion.create(model="m", prompt=prompt)["choices"][0]["text"]
