import openai

MODEL = "text-davinci-002"


def complete(prompt):
    return openai.completions.create(model="text-davinci-003", prompt=prompt).choices[0].text


def complete_by_engine(prompt):
    return openai.completions.create(model=MODEL, prompt=prompt).choices[0].text


def complete_by_default(prompt, model="code-davinci-002"):
    return openai.completions.create(model=model, prompt=prompt).choices[0].text


def still_there(prompt):
    return openai.completions.create(model="gpt-3.5-turbo-instruct", prompt=prompt).choices[0].text


def unknown(model, prompt):
    return openai.completions.create(model=model, prompt=prompt).choices[0].text
