from contextlib import suppress

import openai


def name(messages):
    response = openai.chat.completions.create(model="gpt-4", messages=messages)
    try:
        return response.choices[0].message.model_dump(exclude_unset=True)["function_call"]["name"]
    except KeyError:
        return response.choices[0].message.content


def text(messages):
    out = ""
    for chunk in openai.chat.completions.create(model="gpt-4", messages=messages, stream=True):
        try:
            out += chunk.choices[0].delta.model_dump(exclude_unset=True)["content"]
        except (IndexError, KeyError):
            continue
        with suppress(KeyError):
            print(chunk.choices[0].delta.model_dump(exclude_unset=True)["role"])
    return out


def either(messages):
    for chunk in (chunk.model_dump(exclude_unset=True) for chunk in openai.chat.completions.create(model="gpt-4", messages=messages, stream=True)):
        try:
            yield chunk["choices"][0]["delta"]["content"]
        except (AttributeError, KeyError):
            continue


def whatever_goes_wrong(messages):
    for chunk in openai.chat.completions.create(model="gpt-4", messages=messages, stream=True):
        try:
            if chunk.choices[0].delta.role is not None:
                print(chunk.choices[0].delta.role)
            print(chunk.choices[0].delta.function_call.model_dump(exclude_unset=True)["name"])
            yield chunk.choices[0].delta.model_dump(exclude_unset=True)["content"]
        except Exception:
            yield "?"
