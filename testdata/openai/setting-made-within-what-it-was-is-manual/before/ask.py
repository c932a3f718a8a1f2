import openai

openai.api_base = f"{openai.api_base}/extra"


def complete(prompt):
    return openai.Completion.create(model="m", prompt=prompt)["choices"][0]["text"]
