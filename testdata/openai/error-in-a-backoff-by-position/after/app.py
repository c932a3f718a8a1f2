import openai, backoff
@backoff.on_exception(backoff.expo, openai.RateLimitError)
def chat(m):
    return openai.chat.completions.create(model="m", messages=m)
def use():
    r = chat([])
    return r.choices[0].message.content
