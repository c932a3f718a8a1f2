import openai


def read(messages):
    out = []
    for chunk in openai.chat.completions.create(model="gpt-4", messages=messages, stream=True):
        delta = chunk.choices[0].delta
        out.append(bool(delta.model_dump(exclude_unset=True)))
        out.append(all([delta.model_dump(exclude_unset=True), messages]))
        out.append(any(choice.delta.model_dump(exclude_unset=True) for choice in chunk.choices))
        out.append(any((delta.model_dump(exclude_unset=True), None)))
        out.append(bool(chunk))
    return out
