import openai


class Settings:
    azure = False
    deployment = "gpt4"


settings = Settings()


def model_args():
    if settings.azure:
        return {"model": settings.deployment}
    return {"model": "gpt-4"}


def chat(messages, **kwargs):
    return openai.chat.completions.create(messages=messages, **model_args(), **kwargs)


def text(messages):
    return chat(messages, temperature=0).choices[0].message.content


def stream(messages):
    for c in chat(messages, stream=True, max_tokens=5):
        yield c.choices[0].delta.content or ""
