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


def ask(**where):
    return _client().completions.create(prompt="q", **where).choices[0].text


def first():
    return ask(model="m")


openai.api_key = "sk"
print(first())

openai.api_type = "azure"
openai.base_url = openai.azure_endpoint = "https://example.openai.azure.com"
openai.api_version = "2023-05-15"
openai.api_key = "key"
print(ask(model="d"))
