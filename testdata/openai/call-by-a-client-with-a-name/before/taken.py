import openai

client = "somebody"


def ask(question, key):
    found = openai.Completion.create(engine="davinci-002", prompt=question, api_key=key, organization="org-of-us")
    return client, found["choices"][0]["text"]
