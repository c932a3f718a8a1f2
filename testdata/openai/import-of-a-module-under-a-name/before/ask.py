import openai.api_resources.chat_completion as cc
import openai.api_resources.completion
from openai.api_resources import chat_completion, image as im
def f(m):
    openai.api_resources.completion.Completion.create(model="m", prompt=m)
    chat_completion.ChatCompletion.create(model="m", messages=m)
    return cc.ChatCompletion.create(model="m", messages=m)
def g(p):
    return im.Image.create(prompt=p)["data"][0]["url"]
