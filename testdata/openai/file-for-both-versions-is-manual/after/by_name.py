import openai


def ask(messages):
    if hasattr(openai, "OpenAI"):
        return openai.OpenAI().chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
    return openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]
