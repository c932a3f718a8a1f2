import openai


def is_azure():
    if not openai.api_type or not openai.api_type.startswith("azure"):
        return False
    return True


def label():
    return "azure" if openai.api_type is not None and openai.api_type in ("azure", "azure_ad") else "other"


def is_open():
    if (openai.api_type or "open_ai") and (openai.api_type or "open_ai").startswith("open"):
        return True
    return False


def title(text):
    return openai.completions.create(model="davinci-002", prompt=text).choices[0].text
