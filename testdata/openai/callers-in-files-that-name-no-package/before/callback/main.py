import openai
import util


def run(cb):
    cb(openai.ChatCompletion.create(model="m", messages=[{"role": "user", "content": "q"}]))


run(util.handle)
for h in util.HANDLERS:
    h(openai.ChatCompletion.create(model="m", messages=[{"role": "user", "content": "q"}]))
run(lambda r: print(r.usage.total_tokens))
