import json

import openai


def event(data):
    return f"data: {json.dumps(data)}\n\n"


def serve(body):
    stream = body.get("stream", False)
    response = openai.ChatCompletion.create(**body)
    if stream:

        def events():
            for chunk in response:
                yield event(chunk)

        return events()
    return json.dumps(response)


async def serve_later(body, keep):
    response = await openai.ChatCompletion.acreate(**body)
    if body.get("stream"):
        async for chunk in response:
            keep(event(chunk))
    else:
        keep(response)
