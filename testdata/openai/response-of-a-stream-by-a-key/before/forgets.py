import openai


def ask_and_forget(messages, streamed, log):
    options = {"model": "gpt-4"}
    if streamed:
        options["stream"] = streamed
    answer = openai.ChatCompletion.create(messages=messages, **options)
    options.pop("stream", None)
    return log.keep(answer)
