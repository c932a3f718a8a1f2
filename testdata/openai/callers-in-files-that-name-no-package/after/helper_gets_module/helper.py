def ask(api, q):
    return api.create(model="gpt-4", messages=[{"role": "user", "content": q}])["choices"][0]["message"]["content"]


def ask_mod(mod, q):
    return mod.chat.completions.create(model="gpt-4", messages=[{"role": "user", "content": q}]).choices[0].message.content
