def text_of(r):
    return r.choices[0].message.content.strip()
