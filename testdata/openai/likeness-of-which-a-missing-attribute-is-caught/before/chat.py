import openai


def chat(messages):
    for chunk in openai.ChatCompletion.create(model="gpt-4", messages=messages, stream=True):
        try:
            yield chunk.choices[0].delta.content
        except AttributeError:
            continue
