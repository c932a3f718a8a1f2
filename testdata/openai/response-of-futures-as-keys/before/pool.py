import openai
from concurrent.futures import ThreadPoolExecutor, as_completed


def raw(row):
    return openai.ChatCompletion.create(model="gpt-4", messages=row)


def run(rows):
    out = {}
    with ThreadPoolExecutor(8) as pool:
        futures = {pool.submit(raw, row): i for i, row in enumerate(rows)}
        for f in as_completed(futures):
            out[futures[f]] = f.result()["choices"][0]["message"]["content"]
    return out
