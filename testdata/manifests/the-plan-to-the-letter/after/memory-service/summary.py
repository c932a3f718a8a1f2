from openai import OpenAI

client = OpenAI(api_key="sk-...")


def summary(text):
    response = client.chat.completions.create(
        model="gpt-3.5-turbo",
        messages=[{"role": "user", "content": text}]
    )
    return response.choices[0].message.content
