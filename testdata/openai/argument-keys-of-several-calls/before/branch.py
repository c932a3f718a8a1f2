import openai


def ask(is_chat, **options):
    if is_chat:
        return openai.ChatCompletion.create(**options)["choices"][0]["message"]["content"]
    return openai.Completion.create(**options)["choices"][0]["text"]


print(ask(False, model="davinci-002", prompt="once"))
print(ask(True, model="gpt-4", messages=[{"role": "user", "content": "hello"}]))
