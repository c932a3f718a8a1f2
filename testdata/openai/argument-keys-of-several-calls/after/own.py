import openai


def complete(**options):
    return openai.completions.create(**options).choices[0].text


print(complete(model="davinci-002", prompt="once", extra_body={"tone": "kind"}))
