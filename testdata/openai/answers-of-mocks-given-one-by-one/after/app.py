from openai import OpenAI

client = OpenAI(api_key="k")


def ask(text):
    answer = client.chat.completions.create(model="gpt-4", messages=[{"role": "user", "content": text}])
    return answer.choices[0].message.content
