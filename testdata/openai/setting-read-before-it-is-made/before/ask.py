import openai

if openai.api_key is None:
    raise SystemExit("Set OPENAI_API_KEY")


def headers():
    return {"Authorization": "Bearer " + openai.api_key, "Organization": openai.organization}
