import openai


def ask(messages):
    return openai.chat.completions.create(model="vicuna-13b", messages=messages, temperature=0, extra_body={"top_k": 40}).choices[0].message.content
