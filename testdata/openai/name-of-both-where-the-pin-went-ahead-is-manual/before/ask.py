import openai


def ask(prompt):
    return openai.Completion.create(engine="davinci-002", prompt=prompt)["choices"][0]["text"]
