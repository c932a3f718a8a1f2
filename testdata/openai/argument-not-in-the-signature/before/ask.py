import openai


def ask(messages):
    return openai.ChatCompletion.create(model="vicuna-13b", messages=messages, top_k=40, temperature=0)["choices"][0]["message"]["content"]
