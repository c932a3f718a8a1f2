import os

import openai


def configure():
    openai.api_key = os.environ.get("OPENAI_API_KEY")
    openai.organization = "org-1"
