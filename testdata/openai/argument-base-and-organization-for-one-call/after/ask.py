import openai


def ask(messages):
    return openai.OpenAI(base_url="http://localhost:8000/v1", organization="org-1").chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
