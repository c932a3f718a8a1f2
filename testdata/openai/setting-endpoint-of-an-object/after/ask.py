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


class Client:
    def __init__(self, base):
        self.base = base

    def use(self):
        openai.api_type = "azure"
        openai.azure_endpoint = self.base
        openai.api_version = "2023-05-15"
        openai.api_key = "k"

    def complete(self, prompt):
        self.use()
        return _client().completions.create(model="m", prompt=prompt).choices[0].text
