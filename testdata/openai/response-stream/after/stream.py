import openai


def stream(messages):
    answer = ""
    for chunk in openai.chat.completions.create(model="gpt-4", messages=messages, stream=True):
        delta = chunk.choices[0].delta
        if delta.content is not None:
            answer += delta.content
        print(delta.content or "", end="")
    return answer
