from contextlib import suppress

import openai


def name(messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    try:
        return response["choices"][0]["message"]["function_call"]["name"]
    except KeyError:
        return response["choices"][0]["message"]["content"]


def text(messages):
    out = ""
    for chunk in openai.ChatCompletion.create(model="gpt-4", messages=messages, stream=True):
        try:
            out += chunk["choices"][0]["delta"]["content"]
        except (IndexError, KeyError):
            continue
        with suppress(KeyError):
            print(chunk["choices"][0]["delta"]["role"])
    return out


def either(messages):
    for chunk in openai.ChatCompletion.create(model="gpt-4", messages=messages, stream=True):
        try:
            yield chunk.choices[0].delta.content
        except (AttributeError, KeyError):
            continue


def whatever_goes_wrong(messages):
    for chunk in openai.ChatCompletion.create(model="gpt-4", messages=messages, stream=True):
        try:
            if "role" in chunk["choices"][0]["delta"]:
                print(chunk["choices"][0]["delta"]["role"])
            print(chunk["choices"][0]["delta"]["function_call"]["name"])
            yield chunk["choices"][0]["delta"]["content"]
        except Exception:
            yield "?"
