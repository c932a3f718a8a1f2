from openai import OpenAI
import redis

openai_client = OpenAI(api_key="EMPTY")

client = redis.Redis()


def ask(messages):
    return openai_client.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
