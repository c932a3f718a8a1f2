import os

import openai

if (openai.api_key or os.environ.get("OPENAI_API_KEY")) is None:
    raise SystemExit("Set OPENAI_API_KEY")


def headers():
    return {"Authorization": "Bearer " + (openai.api_key or os.environ.get("OPENAI_API_KEY")), "Organization": openai.organization or os.environ.get("OPENAI_ORG_ID")}
