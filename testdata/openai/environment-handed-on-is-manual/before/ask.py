import openai


def ask(prompt: str) -> str:
    answer = openai.ChatCompletion.create(model="gpt-4", messages=[{"role": "user", "content": prompt}])
    return answer["choices"][0]["message"]["content"]
