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


class Service:
    def __init__(self, key):
        openai.api_type = "azure"
        openai.base_url = openai.azure_endpoint = "https://other"
        openai.api_version = "2023-05-15"
        openai.api_key = key

    def ask(self, prompt):
        answer = _client().chat.completions.create(model="four", messages=[{"role": "user", "content": prompt}])
        return answer.choices[0].message.content
