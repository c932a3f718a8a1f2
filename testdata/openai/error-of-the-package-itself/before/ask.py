import openai


def ask(messages):
    try:
        return openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]
    except openai.APIError:
        return "try again"
    except openai.OpenAIError:
        return "give up"
