import openai


def ask(messages, key):
    client = openai.OpenAI(api_key=key)
    return client.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
