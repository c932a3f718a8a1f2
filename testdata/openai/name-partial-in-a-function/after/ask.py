from functools import partial

import openai


def asker(model):
    ask = partial(openai.chat.completions.create, model=model, temperature=0)
    answer = ask(messages=[{"role": "user", "content": "ping"}])
    return answer.choices[0].message.content
