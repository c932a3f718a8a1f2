import openai


def ask(prompt):
    print(openai.api_key_path)
    return openai.Completion.create(model="m", prompt=prompt)["choices"][0]["text"]
