import openai


def ask(question):
    messages = [{"role": "user", "content": question}]
    return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
