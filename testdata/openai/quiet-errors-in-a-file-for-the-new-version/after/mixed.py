import openai

client = openai.OpenAI(api_key="k")


def ask(messages):
    try:
        return openai.chat.completions.create(model="gpt-4", messages=messages).id
    except openai.InternalServerError:
        return None
