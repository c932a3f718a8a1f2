import openai

openai.api_key = "sk-local"
openai.api_base = "http://localhost:8000/v1"  # exuvia: ignore[OAI201]


def ask(question):
    answer = openai.Completion.create(model="m", prompt=question)
    return answer["choices"][0]["text"].strip()


def listed():
    return [model for model in openai.Model.list()["data"]]
