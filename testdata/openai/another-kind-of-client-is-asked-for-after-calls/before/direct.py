import openai

openai.api_key = "sk"

answer = openai.Completion.create(model="m", prompt="on the usual service")
print(answer["choices"][0]["text"])

openai.api_type = "azure"
openai.api_base = "https://example.openai.azure.com"
openai.api_version = "2023-05-15"
openai.api_key = "key"

answer = openai.Completion.create(engine="d", prompt="on the other")
print(answer["choices"][0]["text"])
