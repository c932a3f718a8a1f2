try:
    from openai import ChatCompletion
except ImportError:
    from openai import OpenAI
    ChatCompletion = None
def ask(q):
    if ChatCompletion:
        return ChatCompletion.create(model="m", messages=q)["choices"][0]["message"]["content"]
    return OpenAI().chat.completions.create(model="m", messages=q).choices[0].message.content
