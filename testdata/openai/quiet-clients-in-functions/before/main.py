from openai import OpenAI

from llm import client

own = OpenAI()
print(own.models.list(), client().models.list())
