import openai
from openai import ChatCompletion

text = vars()["openai"].Completion.create(model="m", prompt="p")
edit = locals()["openai"].Edit.create(model="m", instruction="i")


def ask(messages):
    openai.api_key = "key"
    one = globals()["openai"].ChatCompletion.create(model="m", messages=messages)
    return one, globals().get("ChatCompletion").create(model="m", messages=messages)
