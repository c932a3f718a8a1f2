import openai


def ask(messages, streamed, log):
    options = {"model": "gpt-4"}
    if streamed:
        options["stream"] = streamed
    answer = openai.ChatCompletion.create(messages=messages, **options)
    return log.keep(answer)
