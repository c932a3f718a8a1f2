import os

import openai
from openai import OpenAI

from errors import Busy

RETRIED = (openai.APIError, openai.RateLimitError)

client = OpenAI(api_key=os.environ["OPENAI_API_KEY"])


class Writer:
    failure = openai.APIError

    def write(self, messages):
        try:
            return client.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
        except self.failure:
            return None


def ask(messages):
    try:
        return client.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
    except RETRIED:
        return None
    except Busy:
        return ""
