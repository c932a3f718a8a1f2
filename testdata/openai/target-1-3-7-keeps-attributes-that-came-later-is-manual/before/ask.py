import openai


def ask(messages):
    answer = openai.ChatCompletion.create(model="m", messages=messages)
    return answer.usage.completion_tokens_details.reasoning_tokens
