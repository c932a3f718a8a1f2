import openai


def _as_dict_or_stream(answer):
    """Makes a dict of an answer, and a stream of dicts of a stream of them."""
    if isinstance(answer, openai.Stream):
        return (chunk.model_dump(exclude_unset=True) for chunk in answer)
    return answer.model_dump(exclude_unset=True)


def ask_and_forget(messages, streamed, log):
    options = {"model": "gpt-4"}
    if streamed:
        options["stream"] = streamed
    answer = _as_dict_or_stream(openai.chat.completions.create(messages=messages, **options))
    options.pop("stream", None)
    return log.keep(answer)
