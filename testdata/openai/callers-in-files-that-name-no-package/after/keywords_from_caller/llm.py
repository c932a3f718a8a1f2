import openai


def complete(prompt, **opts):
    return openai.completions.create(prompt=prompt, **opts).choices[0].text
