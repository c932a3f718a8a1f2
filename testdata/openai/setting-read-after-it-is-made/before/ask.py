import os

import openai

openai.api_key = os.getenv("KEY")
openai.api_type = "azure"
openai.api_base = "https://a.azure.com"
openai.api_version = "2023-05-15"
if not openai.api_key:
    raise SystemExit("Set KEY")


def where():
    return openai.api_base
