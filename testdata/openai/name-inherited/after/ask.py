import openai
class Chat:
    pass
def f(m):
    r = openai.chat.completions.create(model="m", messages=m)
    return r.choices[0].message.content
