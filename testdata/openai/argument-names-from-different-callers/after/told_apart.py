import openai

MESSAGES = [{"role": "user", "content": "hello"}]


def ask(**options):
    if "engine" in options:
        print("by a deployment")
    return openai.ChatCompletion.create(messages=MESSAGES, **options)["choices"][0]["message"]["content"]


print(ask(model="gpt-4"), ask(engine="gpt-35"))
