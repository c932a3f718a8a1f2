import openai

if openai.__version__ >= "1":
    raise RuntimeError("this needs openai 0.28")

print(openai.Completion.create(model="m", prompt="x")["choices"][0]["text"])
