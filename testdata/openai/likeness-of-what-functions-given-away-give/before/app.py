import openai
from joblib import Parallel, delayed


def one(text):
    return openai.ChatCompletion.create(
        model="gpt-4", messages=[{"role": "user", "content": text}]
    )


def every(texts):
    answers = Parallel(n_jobs=2)(delayed(one)(text) for text in texts)
    return [answer.choices[0].message.content for answer in answers]
