import openai


def ask(messages):
    return openai.chat.completions.create(model="vicuna-13b", messages=messages, extra_body={"top_k": 40}, temperature=0).choices[0].message.content
