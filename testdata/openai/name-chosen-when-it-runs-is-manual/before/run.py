import openai

ENDPOINTS = {"chat": openai.ChatCompletion, "text": openai.Completion}
NAMES = {"chat": "ChatCompletion", "text": "Completion"}
CHATS = [openai.ChatCompletion, openai.ChatCompletion]


def run(kind, **options):
    return ENDPOINTS[kind].create(**options)


def run_by_name(kind, **options):
    return getattr(openai, NAMES[kind]).create(**options)


def run_by_a_name_that_is_written(prompt):
    return getattr(openai, "Completion").create(model="davinci-002", prompt=prompt)["choices"][0]["text"]


def run_one_of_the_same(at, messages):
    return CHATS[at].create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]


MESSAGES = [{"role": "user", "content": "hello"}]
run("chat", model="gpt-4", messages=MESSAGES)
run_by_name("chat", model="gpt-4", messages=MESSAGES)
