import openai
import redis

openai.api_key = "EMPTY"

client = redis.Redis()


def ask(messages):
    return openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]
