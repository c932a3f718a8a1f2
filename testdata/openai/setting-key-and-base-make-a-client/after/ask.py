from openai import OpenAI

client = OpenAI(api_key="EMPTY", base_url="http://localhost:8000/v1")

models = client.models.list()
print(models.data[0].id)
