import openai
from packaging.version import parse

if parse(openai.__version__) >= parse("1.0"):
    from new import ask
else:

    def ask(messages):
        return openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]
