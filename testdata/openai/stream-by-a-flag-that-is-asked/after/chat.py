import openai


class Config:
    def __init__(self, stream: bool = False):
        self.stream = stream


class Bot:
    def __init__(self, config):
        self.config = config

    def ask(self, text):
        messages = [{"role": "user", "content": text}]
        response = openai.chat.completions.create(model="gpt-4", messages=messages, stream=self.config.stream)
        if self.config.stream:
            return list(self.pieces(response))
        else:
            assert not isinstance(response, openai.Stream)
            # One answer.
            return response.choices[0].message.content

    def pieces(self, response):
        for line in response:
            yield line.choices[0].delta.content or ""


class Terminal:
    """Made with its default alone."""

    def __init__(self, stream=True):
        self.stream = stream

    def ask(self, text, role=None):
        out = []
        if role is None:
            response = openai.chat.completions.create(
                model="gpt-4", messages=[{"role": "user", "content": text}], stream=self.stream
            )
        else:
            response = openai.chat.completions.create(
                model="gpt-4", messages=[{"role": role, "content": text}], stream=self.stream
            )
        if self.stream == True:
            assert not isinstance(response, openai.BaseModel)
            for event in response:
                delta = event.choices[0].delta
                out.append(delta.content or "")
        else:
            assert not isinstance(response, openai.Stream)
            out.append(response.choices[0].message.content)
        return out


def leaves(messages, stream=False):
    response = openai.chat.completions.create(model="gpt-4", messages=messages, stream=stream)
    if stream:
        assert not isinstance(response, openai.BaseModel)
        return [chunk.choices[0].delta.content for chunk in response]
    assert not isinstance(response, openai.Stream)
    return response.choices[0].message.content


async def later(messages, stream: bool):
    response = await openai.AsyncOpenAI().chat.completions.create(model="gpt-4", messages=messages, stream=stream)
    out = []
    if not stream:
        assert not isinstance(response, openai.AsyncStream)
        out.append(response.choices[0].message.content)
    else:
        assert not isinstance(response, openai.BaseModel)
        async for chunk in response:
            out.append(chunk.choices[0].delta.content)
    return out


def anything(messages, stream):
    """What a type checker takes for anything needs no word."""
    response = openai.chat.completions.create(model="gpt-4", messages=messages, stream=stream)
    if stream:
        return [chunk.choices[0].delta.content for chunk in response]
    return response.choices[0].message.content


def both():
    return Bot(Config(True)).ask("why"), Bot(Config()).ask("why"), Terminal().ask("why")
