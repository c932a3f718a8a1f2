import openai

SETTINGS = {"engine": "davinci", "max_tokens": 5}


def ask(prompt):
    print("settings:", sorted(SETTINGS))
    return openai.Completion.create(prompt=prompt, **SETTINGS)["choices"][0]["text"]
