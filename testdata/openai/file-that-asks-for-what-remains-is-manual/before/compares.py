import openai

HAS_CLASSES = hasattr(openai, "Completion")


def complete(prompt):
    if openai.__version__ < "1":
        return openai.Completion.create(model="m", prompt=prompt)["choices"][0]["text"]
    return openai.completions.create(model="m", prompt=prompt).choices[0].text
