import openai


def stream(messages):
    answer = ""
    for chunk in openai.ChatCompletion.create(model="gpt-4", messages=messages, stream=True):
        delta = chunk["choices"][0]["delta"]
        if "content" in delta:
            answer += delta["content"]
        print(delta.get("content", ""), end="")
    return answer
