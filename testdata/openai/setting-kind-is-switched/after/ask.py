import openai


def _client():
    """Makes a client of the kind that is set at this moment."""
    api_type = (openai.api_type or "open_ai").lower()
    if api_type == "azure":
        return openai.AzureOpenAI(
            api_key=openai.api_key,
            azure_endpoint=openai.azure_endpoint or "",
            api_version=openai.api_version,
        )
    return openai.OpenAI(api_key=openai.api_key, base_url=openai.base_url)


def use_azure():
    openai.api_type = "azure"
    openai.azure_endpoint = "https://a.azure.com"
    openai.api_version = "2023-05-15"
    openai.api_key = "az"


def use_openai():
    openai.api_type = "openai"
    openai.base_url = "https://api.openai.com/v1/"
    openai.api_version = None
    openai.api_key = "oa"


def ask(messages):
    return _client().chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
