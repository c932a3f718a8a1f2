import openai


def complete(**options):
    return openai.Completion.create(**options)["choices"][0]["text"]


print(complete(model="davinci-002", prompt="once", tone="kind"))
