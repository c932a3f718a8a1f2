import openai

client = "somebody"


def ask(question, key):
    client_2 = openai.OpenAI(api_key=key, organization="org-of-us")
    found = client_2.completions.create(model="davinci-002", prompt=question)
    return client, found.choices[0].text
