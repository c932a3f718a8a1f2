import openai

MESSAGES = [{"role": "user", "content": "hello"}]


def ask(**options):
    return openai.chat.completions.create(messages=MESSAGES, **options).choices[0].message.content


print(ask(model="gpt-4"), ask(model="gpt-35"))
