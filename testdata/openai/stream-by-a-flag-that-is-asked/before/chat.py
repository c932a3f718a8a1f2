import openai


class Config:
    def __init__(self, stream: bool = False):
        self.stream = stream


class Bot:
    def __init__(self, config):
        self.config = config

    def ask(self, text):
        messages = [{"role": "user", "content": text}]
        response = openai.ChatCompletion.create(model="gpt-4", messages=messages, stream=self.config.stream)
        if self.config.stream:
            return list(self.pieces(response))
        else:
            # One answer.
            return response["choices"][0]["message"]["content"]

    def pieces(self, response):
        for line in response:
            yield line["choices"][0].get("delta", {}).get("content", "")


class Terminal:
    """Made with its default alone."""

    def __init__(self, stream=True):
        self.stream = stream

    def ask(self, text, role=None):
        out = []
        if role is None:
            response = openai.ChatCompletion.create(
                model="gpt-4", messages=[{"role": "user", "content": text}], stream=self.stream
            )
        else:
            response = openai.ChatCompletion.create(
                model="gpt-4", messages=[{"role": role, "content": text}], stream=self.stream
            )
        if self.stream == True:
            for event in response:
                delta = event["choices"][0]["delta"]
                out.append(delta.get("content", ""))
        else:
            out.append(response.choices[0].message.content)
        return out


def leaves(messages, stream=False):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages, stream=stream)
    if stream:
        return [chunk["choices"][0]["delta"].get("content") for chunk in response]
    return response["choices"][0]["message"]["content"]


async def later(messages, stream: bool):
    response = await openai.ChatCompletion.acreate(model="gpt-4", messages=messages, stream=stream)
    out = []
    if not stream:
        out.append(response["choices"][0]["message"]["content"])
    else:
        async for chunk in response:
            out.append(chunk["choices"][0]["delta"].get("content"))
    return out


def anything(messages, stream):
    """What a type checker takes for anything needs no word."""
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages, stream=stream)
    if stream:
        return [chunk["choices"][0]["delta"].get("content") for chunk in response]
    return response["choices"][0]["message"]["content"]


def both():
    return Bot(Config(True)).ask("why"), Bot(Config()).ask("why"), Terminal().ask("why")
