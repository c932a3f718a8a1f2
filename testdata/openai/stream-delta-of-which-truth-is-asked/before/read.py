import openai


def read(messages):
    out = []
    for chunk in openai.ChatCompletion.create(model="gpt-4", messages=messages, stream=True):
        delta = chunk["choices"][0]["delta"]
        out.append(bool(delta))
        out.append(all([delta, messages]))
        out.append(any(choice["delta"] for choice in chunk["choices"]))
        out.append(any((delta, None)))
        out.append(bool(chunk))
    return out
