import openai

def f(m):
    return openai.chat.completions.create(model="m", messages=m).choices[0].message.content
