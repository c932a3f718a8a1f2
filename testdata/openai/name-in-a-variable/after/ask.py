import openai

create = lambda *args, **kwargs: openai.chat.completions.create(*args, **kwargs)
Slow = openai.APITimeoutError


def call(function, messages):
    print(function.__name__)
    return function(model="gpt-4", messages=messages, timeout=20)


def ask(messages):
    try:
        answer = create(model="gpt-4", messages=messages)
    except Slow:
        answer = call(openai.chat.completions.create, messages)
    return answer.choices[0].message.content


def check(text):
    verdicts = []
    run(lambda: openai.moderations.create(input=text), verdicts)


def run(function, verdicts):
    verdicts.append(function().results[0].categories.hate_threatening)
