import openai


def flagged(text):
    result = openai.moderations.create(input=text).results[0]
    return [key for key in result.categories.model_dump(exclude_unset=True, by_alias=True) if result.categories.hate]


def described(messages):
    response = openai.chat.completions.create(model="gpt-4", messages=messages)
    for key in response.usage.model_dump(exclude_unset=True):
        print(key)
    return len(response.model_dump(exclude_unset=True)), sorted(response.model_dump(exclude_unset=True)), len(response.choices)


def first(messages):
    response = openai.chat.completions.create(model="gpt-4", messages=messages)
    return [choice.index for choice in response.choices[0:1]]


def ends(messages):
    for chunk in openai.chat.completions.create(model="gpt-4", messages=messages, stream=True):
        delta = chunk.choices[0].delta
        if not delta.model_dump(exclude_unset=True):
            print("end")
        elif len(delta.model_dump(exclude_unset=True)) == 1:
            print(delta.content or "")
