import openai

NAMES = ["APIError", "Timeout"]


def ask(prompt):
    return openai.completions.create(model="davinci-002", prompt=prompt).choices[0].text
