import openai

MODEL = "text-davinci-002"


def complete(prompt):
    return openai.Completion.create(model="text-davinci-003", prompt=prompt)["choices"][0]["text"]


def complete_by_engine(prompt):
    return openai.Completion.create(engine=MODEL, prompt=prompt)["choices"][0]["text"]


def complete_by_default(prompt, model="code-davinci-002"):
    return openai.Completion.create(model=model, prompt=prompt)["choices"][0]["text"]


def still_there(prompt):
    return openai.Completion.create(model="gpt-3.5-turbo-instruct", prompt=prompt)["choices"][0]["text"]


def unknown(model, prompt):
    return openai.Completion.create(model=model, prompt=prompt)["choices"][0]["text"]
