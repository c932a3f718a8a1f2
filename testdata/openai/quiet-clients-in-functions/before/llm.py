import functools
import os

from openai import OpenAI

checked = OpenAI(api_key=os.environ["OPENAI_API_KEY"])
known = OpenAI(api_key=os.getenv("OPENAI_API_KEY", "none"))
fixed = OpenAI(api_key="sk-...")


@functools.cache
def client():
    return OpenAI(api_key=os.getenv("OPENAI_API_KEY"))
