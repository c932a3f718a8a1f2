import openai


def ask(messages, streamed, log):
    options = {"model": "gpt-4"}
    if streamed:
        options["stream"] = streamed
    answer = openai.chat.completions.create(messages=messages, **options)
    return log.keep((chunk.model_dump(exclude_unset=True) for chunk in answer) if options.get("stream") else answer.model_dump(exclude_unset=True))
