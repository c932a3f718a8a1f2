from openai import Completion, api_key, organization


def headers():
    return {"Authorization": f"Bearer {api_key}", "OpenAI-Organization": organization}


def complete(prompt):
    return Completion.create(model="m", prompt=prompt)["choices"][0]["text"]
