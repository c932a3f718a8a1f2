import openai


def configure(settings):
    openai.api_type = "azure"
    openai.api_key = settings.key
    openai.api_version = "2023-05-15"


def embed(text, base):
    return (openai.AzureOpenAI(azure_endpoint=base, api_key=openai.api_key, api_version=openai.api_version) if openai.api_type == "azure" else openai.OpenAI(base_url=base, api_key=openai.api_key)).embeddings.create(model="ada", input=text).data[0].embedding
