import time

import openai


def timed(messages):
    start = time.monotonic()
    answer = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    answer._response_ms = int(time.monotonic() - start) * 1000
    return answer


def took(messages):
    answer = timed(messages)
    print(answer.response_ms, "_response_ms" in answer, sorted(answer), answer["id"])
    return answer.choices[0]["message"].content
