import openai

last = None


def ask(messages):
    global last
    last = openai.ChatCompletion.create(model="gpt-4", messages=messages)


def counted(messages):
    response = None

    def attempt():
        nonlocal response
        response = openai.ChatCompletion.create(model="gpt-4", messages=messages)

    attempt()
    return response["usage"]["total_tokens"]


ask([{"role": "user", "content": "Hello"}])
print(last["choices"][0]["message"]["content"])
