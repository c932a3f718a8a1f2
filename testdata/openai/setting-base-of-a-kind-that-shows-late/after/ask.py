import openai


def _client():
    """Makes a client of the kind that is set at this moment."""
    api_type = (openai.api_type or "open_ai").lower()
    if api_type == "azure":
        return openai.AzureOpenAI(
            api_key=openai.api_key,
            organization=openai.organization,
            azure_endpoint=openai.azure_endpoint or "",
            api_version=openai.api_version,
        )
    if api_type in ("azure_ad", "azuread"):
        return openai.AzureOpenAI(
            azure_ad_token=openai.api_key,
            organization=openai.organization,
            azure_endpoint=openai.azure_endpoint or "",
            api_version=openai.api_version,
        )
    return openai.OpenAI(
        api_key=openai.api_key,
        organization=openai.organization,
        base_url=openai.base_url,
    )


def configure(config):
    if config.azure:
        openai.api_type = "azure"
        openai.api_version = "2023-05-15"
    openai.base_url = openai.azure_endpoint = config.base


def ask(messages):
    return _client().chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
