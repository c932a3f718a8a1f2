import openai


def text_of(answer: openai.ChatCompletion) -> str:
    return str(answer)
