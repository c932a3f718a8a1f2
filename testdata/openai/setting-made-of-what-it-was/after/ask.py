import os

import openai

openai.api_key = os.environ["OPENAI_API_KEY"]
openai.base_url = os.getenv("PROXY_BASE") or openai.base_url or os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1")
openai.base_url = openai.base_url and openai.base_url.rstrip("/") + "/"


def complete(prompt):
    return openai.completions.create(model="m", prompt=prompt).choices[0].text
