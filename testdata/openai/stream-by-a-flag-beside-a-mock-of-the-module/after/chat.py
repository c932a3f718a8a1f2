import openai


def ask(messages, stream=False):
    response = openai.chat.completions.create(model="gpt-4", messages=messages, stream=stream)
    if stream:
        return [chunk.choices[0].delta.content for chunk in response]
    return response.choices[0].message.content
