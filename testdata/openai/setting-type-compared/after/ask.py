import openai


def arguments(name):
    if (openai.api_type or "open_ai") == "open_ai":
        return {"model": name}
    return {"engine": name}


def is_azure():
    return openai.api_type in ("azure", "azure_ad")


def version():
    return {"open_ai": None, "azure": "2023-05-15"}[openai.api_type or "open_ai"]


def complete(prompt):
    return openai.completions.create(model="m", prompt=prompt).choices[0].text
