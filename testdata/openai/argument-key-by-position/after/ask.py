import openai


def ask(messages):
    return openai.OpenAI(api_key="sk-team").chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
