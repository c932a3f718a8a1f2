import openai


def flagged(text):
    result = openai.Moderation.create(input=text)["results"][0]
    return [key for key in result["categories"] if result["categories"]["hate"]]


def described(messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    for key in response["usage"]:
        print(key)
    return len(response), sorted(response), len(response["choices"])


def first(messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    return [choice["index"] for choice in response["choices"][0:1]]


def ends(messages):
    for chunk in openai.ChatCompletion.create(model="gpt-4", messages=messages, stream=True):
        delta = chunk["choices"][0]["delta"]
        if not delta:
            print("end")
        elif len(delta) == 1:
            print(delta.get("content", ""))
