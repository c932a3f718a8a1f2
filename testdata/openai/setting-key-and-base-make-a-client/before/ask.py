import openai

openai.api_key = "EMPTY"
openai.api_base = "http://localhost:8000/v1"

models = openai.Model.list()
print(models["data"][0]["id"])
