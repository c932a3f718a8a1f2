import openai
class Chat(openai.ChatCompletion):
    pass
def f(m):
    r = Chat.create(model="m", messages=m)
    return r["choices"][0]["message"]["content"]
