import openai

ENDPOINTS = {
    "chat": openai.ChatCompletion.create,
    "completion": openai.Completion.create,
}


def call(kind, **params):
    return ENDPOINTS[kind](**params)


def chat_text(messages):
    answer = call("chat", model="gpt-4", messages=messages, request_timeout=30)
    return answer["choices"][0]["message"]["content"]


def complete_text(prompt):
    answer = call("completion", engine="davinci-002", prompt=prompt)
    return answer["choices"][0]["text"]


def usage(kind, user, **params):
    methods = {"chat": openai.ChatCompletion.create, "text": openai.Completion.create}
    return methods[kind](user=user, request_timeout=5, **params)["usage"]
