import openai


def complete(**options):
    return openai.Completion.create(prompt="once", **options)["choices"][0]["text"]


print(complete(model="davinci-002"), complete(model="davinci-002", engine="davinci"))
