import openai

ENDPOINTS = {
    "chat": lambda *args, **kwargs: openai.chat.completions.create(*args, **kwargs),
    "completion": lambda *args, **kwargs: openai.completions.create(*args, **kwargs),
}


def call(kind, **params):
    return ENDPOINTS[kind](**params).model_dump(exclude_unset=True)


def chat_text(messages):
    answer = call("chat", model="gpt-4", messages=messages, timeout=30)
    return answer["choices"][0]["message"]["content"]


def complete_text(prompt):
    answer = call("completion", model="davinci-002", prompt=prompt)
    return answer["choices"][0]["text"]


def usage(kind, user, **params):
    methods = {"chat": openai.chat.completions.create, "text": openai.completions.create}
    return methods[kind](user=user, timeout=5, **params).model_dump(exclude_unset=True)["usage"]
