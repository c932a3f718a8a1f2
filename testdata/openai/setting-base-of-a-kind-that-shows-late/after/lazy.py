def _client():
    """Makes a client of the kind that is set at this moment."""
    import openai

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


def complete(prompt):
    import openai

    return _client().completions.create(prompt=prompt, model="m").choices[0].text
