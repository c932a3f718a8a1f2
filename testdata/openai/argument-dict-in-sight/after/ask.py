import openai


def complete(prompt, n):
    params = {
        "model": "text-davinci-003",
        "prompt": prompt,
        "n": n,
    }
    response = openai.completions.create(**params)
    return [choice.text for choice in response.choices]
