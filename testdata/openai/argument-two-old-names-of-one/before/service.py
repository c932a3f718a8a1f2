import openai


def in_a_dict(messages, deployment):
    config = {"engine": "gpt-4", "deployment_id": deployment}
    return openai.ChatCompletion.create(messages=messages, **config)["id"]


def named(messages, deployment):
    return openai.ChatCompletion.create(
        deployment_id=deployment,
        engine="gpt-4",
        messages=messages,
    )["id"]


def ask(messages, **options):
    return openai.ChatCompletion.create(messages=messages, **options)["id"]


def passed_on(messages):
    config = {"engine": "gpt-4", "deployment_id": "gpt-35"}
    return ask(messages, **config)
