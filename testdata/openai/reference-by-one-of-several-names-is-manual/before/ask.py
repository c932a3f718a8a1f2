import openai

for name in ("ChatCompletion", "Completion"):
    print(getattr(openai, name).create)
