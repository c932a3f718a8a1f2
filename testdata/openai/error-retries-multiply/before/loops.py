import time

import openai


def ask(prompt):
    for attempt in range(3):
        try:
            return openai.ChatCompletion.create(model="gpt-4", messages=prompt)
        except openai.error.RateLimitError:
            time.sleep(2**attempt)
    raise RuntimeError("no answer")


def embed(texts):
    done = False
    while not done:
        try:
            answer = openai.Embedding.create(model="text-embedding-ada-002", input=texts)
            done = True
        except Exception as error:
            print(error)
    return answer["data"]


def slowly(prompt):
    for delay in (1, 2, 4):
        try:
            answer = openai.ChatCompletion.create(model="gpt-4", messages=prompt)
        except (openai.error.Timeout, openai.error.APIError):
            time.sleep(delay)
            continue
        return answer["choices"][0]["message"]["content"]


# Nothing is tried again here.
def first_of(models, prompt):
    for model in models:
        try:
            return openai.ChatCompletion.create(model=model, messages=prompt)
        except openai.error.RateLimitError:
            print(model)


def talk():
    while True:
        line = input()
        try:
            answer = openai.ChatCompletion.create(model="gpt-4", messages=[{"role": "user", "content": line}])
        except openai.error.RateLimitError:
            continue
        print(answer["choices"][0]["message"]["content"])


# 1.x does not try this again.
def shorter(prompt):
    while True:
        try:
            return openai.ChatCompletion.create(model="gpt-4", messages=prompt)
        except openai.error.InvalidRequestError:
            prompt = prompt[1:]


def once(prompt):
    for attempt in range(3):
        try:
            return openai.ChatCompletion.create(model="gpt-4", messages=prompt)
        except openai.error.RateLimitError:
            time.sleep(1)
            raise


def read(path):
    while True:
        try:
            return open(path).read()
        except Exception:
            time.sleep(1)
