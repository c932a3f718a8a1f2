import openai


def ask(messages, key):
    return openai.OpenAI(api_key=key).chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
