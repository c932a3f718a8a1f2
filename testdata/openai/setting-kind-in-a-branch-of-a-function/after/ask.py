import openai


def ask(messages, azure):
    if azure:
        openai.api_type = "azure"
        openai.azure_endpoint = "https://a.azure.com"
        openai.api_version = "2023-05-15"
    return (openai.AzureOpenAI(azure_endpoint=openai.azure_endpoint, api_version=openai.api_version) if openai.api_type == "azure" else openai.OpenAI(base_url=openai.base_url)).chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
