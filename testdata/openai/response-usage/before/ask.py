import openai


def ask(messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    usage = response["usage"]
    print("tokens:", usage["prompt_tokens"], usage["completion_tokens"])
    return usage["total_tokens"] * 0.002 / 1000
