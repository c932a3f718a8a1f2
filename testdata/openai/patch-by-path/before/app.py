import openai

openai.api_key = "k"

other = openai.Model.list


def ask(messages):
    return openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]


def paint(prompt):
    return openai.Image.create(prompt=prompt)["data"]
