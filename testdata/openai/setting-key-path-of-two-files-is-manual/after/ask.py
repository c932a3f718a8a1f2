import openai


def ask(prompt):
    print(openai.api_key_path)
    return openai.completions.create(model="m", prompt=prompt).choices[0].text
