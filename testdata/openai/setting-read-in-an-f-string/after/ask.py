import os

import openai


def hint():
    return f"sk-...{(openai.api_key or os.environ.get('OPENAI_API_KEY'))[-4:]}"
