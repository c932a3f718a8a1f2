import openai


def ask(**where):
    return openai.Completion.create(prompt="q", **where)["choices"][0]["text"]


def first():
    return ask(model="m")


openai.api_key = "sk"
print(first())

openai.api_type = "azure"
openai.api_base = "https://example.openai.azure.com"
openai.api_version = "2023-05-15"
openai.api_key = "key"
print(ask(engine="d"))
