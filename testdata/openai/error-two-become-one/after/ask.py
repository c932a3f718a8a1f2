import openai

PASSING = (openai.InternalServerError,)


def ask(messages):
    try:
        return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].model_dump(exclude_unset=True)["text"]
    except (
        openai.InternalServerError,
        openai.RateLimitError,
    ):
        return None
