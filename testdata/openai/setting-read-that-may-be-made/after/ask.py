import os

import openai


def log_in(key):
    openai.api_key = key


def is_ready():
    return bool(openai.api_key or os.environ.get("OPENAI_API_KEY"))
