import openai


def ask(prompt):
    return openai.chat.completions.create(model="gpt-4", messages=[{"role": "user", "content": prompt}])
