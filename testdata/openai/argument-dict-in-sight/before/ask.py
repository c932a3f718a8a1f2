import openai


def complete(prompt, n):
    params = {
        "engine": "text-davinci-003",
        "prompt": prompt,
        "n": n,
    }
    response = openai.Completion.create(**params)
    return [choice["text"] for choice in response["choices"]]
