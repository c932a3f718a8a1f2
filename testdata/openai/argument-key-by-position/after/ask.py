import openai


def ask(messages):
    client = openai.OpenAI(api_key="sk-team")
    return client.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
