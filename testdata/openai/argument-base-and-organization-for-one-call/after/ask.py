import openai


def ask(messages):
    client = openai.OpenAI(base_url="http://localhost:8000/v1", organization="org-1")
    return client.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
