import json

import openai


def _as_dict_or_stream(answer):
    """Makes a dict of an answer, and a stream of dicts of a stream of them."""
    if isinstance(answer, openai.Stream):
        return (chunk.model_dump(exclude_unset=True) for chunk in answer)
    return answer.model_dump(exclude_unset=True)


def _as_dict_or_async_stream(answer):
    """Makes a dict of an answer, and a stream of dicts of a stream of them."""
    if isinstance(answer, openai.AsyncStream):
        return (chunk.model_dump(exclude_unset=True) async for chunk in answer)
    return answer.model_dump(exclude_unset=True)


def event(data):
    return f"data: {json.dumps(data)}\n\n"


def serve(body):
    stream = body.get("stream", False)
    response = _as_dict_or_stream(openai.chat.completions.create(**body))
    if stream:

        def events():
            for chunk in response:
                yield event(chunk)

        return events()
    return json.dumps(response)


async def serve_later(body, keep):
    response = _as_dict_or_async_stream(await openai.AsyncOpenAI().chat.completions.create(**body))
    if body.get("stream"):
        async for chunk in response:
            keep(event(chunk))
    else:
        keep(response)
