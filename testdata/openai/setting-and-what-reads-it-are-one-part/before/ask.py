import openai

openai.api_base = "http://localhost:8000/v1/"
if openai.api_base != "http://elsewhere/v1/":
    print("here")


def ask(prompt):
    return openai.Completion.create(model="m", prompt=prompt)["choices"][0]["text"]
