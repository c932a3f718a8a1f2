import openai

openai.organization = "org"
openai.api_base = "http://localhost:8000/v1/"


def setting(kind):
    return getattr(openai, "api_base" if kind else "organization")


def ask(prompt):
    return openai.Completion.create(model="m", prompt=prompt)["choices"][0]["text"]
