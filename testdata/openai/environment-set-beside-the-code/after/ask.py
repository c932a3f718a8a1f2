import openai


def ask(prompt: str) -> str:
    answer = openai.chat.completions.create(model="gpt-4", messages=[{"role": "user", "content": prompt}])
    return answer.choices[0].message.content
