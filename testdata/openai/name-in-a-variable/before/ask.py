import openai

create = openai.ChatCompletion.create
Slow = openai.error.Timeout


def call(function, messages):
    print(function.__name__)
    return function(model="gpt-4", messages=messages, request_timeout=20)


def ask(messages):
    try:
        answer = create(model="gpt-4", messages=messages)
    except Slow:
        answer = call(openai.ChatCompletion.create, messages)
    return answer["choices"][0]["message"]["content"]


def check(text):
    verdicts = []
    run(lambda: openai.Moderation.create(input=text), verdicts)


def run(function, verdicts):
    verdicts.append(function()["results"][0]["categories"]["hate/threatening"])
