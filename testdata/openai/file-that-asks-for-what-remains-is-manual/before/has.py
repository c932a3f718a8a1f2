import openai
def ask(q):
    if hasattr(openai, "ChatCompletion"):
        return openai.ChatCompletion.create(model="m", messages=q)["choices"][0]["message"]["content"]
    return openai.OpenAI().chat.completions.create(model="m", messages=q).choices[0].message.content
