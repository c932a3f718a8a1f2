import openai
print("using openai", openai.__version__)
assert openai.__version__.startswith("0.28")
r = openai.ChatCompletion.create(model="m", messages=[])
print(r["id"])
