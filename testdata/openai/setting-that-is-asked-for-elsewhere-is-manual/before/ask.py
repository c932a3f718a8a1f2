import openai

openai.api_base = "http://localhost:8000/v1/"
