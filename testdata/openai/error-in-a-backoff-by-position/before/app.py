import openai, backoff
@backoff.on_exception(backoff.expo, openai.error.RateLimitError)
def chat(m):
    return openai.ChatCompletion.create(model="m", messages=m)
def use():
    r = chat([])
    return r.choices[0].message.content
