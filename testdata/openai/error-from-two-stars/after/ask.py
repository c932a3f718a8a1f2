import openai


def ask(messages):
    try:
        return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
    except openai.RateLimitError:
        return "later"
    except (openai.APIConnectionError, openai.APITimeoutError):
        return "not now"
