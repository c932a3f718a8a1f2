def complete(prompt):
    import openai

    return openai.Completion.create(prompt=prompt, model="m")["choices"][0]["text"]
