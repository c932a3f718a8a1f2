import openai


def steps(messages):
    yield "asked"
    return openai.ChatCompletion.create(model="gpt-4", messages=messages)


def run(messages):
    running = steps(messages)
    while True:
        try:
            print(next(running))
        except StopIteration as end:
            return end.value["choices"][0]["message"]["content"]
