import openai

DEFAULTS = {"api_base": openai.api_base, "api_type": "open_ai"}


class Service:
    def __init__(self, key, base=None, kind=None, version=None, organization=None):
        self.key = key
        self.base = base or DEFAULTS["api_base"]
        self.kind = kind
        self.version = version
        self.organization = organization

    def use(self):
        openai.api_key = self.key
        openai.api_base = self.base
        openai.api_type = self.kind or DEFAULTS["api_type"]
        openai.api_version = self.version
        openai.organization = self.organization
        return self

    def embed(self, text):
        answer = openai.Embedding.create(input=text, engine="ada")
        return answer["data"][0]["embedding"]

    def embed_at(self, base, text, key=None):
        answer = openai.Embedding.create(input=text, engine="ada", api_base=base, api_key=key)
        return answer["data"][0]["embedding"]

    async def aembed(self, text):
        answer = await openai.Embedding.acreate(input=text, engine="ada")
        return answer["data"][0]["embedding"]


def with_base(base, ask):
    """Asks another server, and goes back."""
    before = openai.api_base
    openai.api_base = base
    try:
        return ask()
    finally:
        openai.api_base = before


def with_key_and_base(key, base, ask):
    openai.api_key, openai.api_base = key, base
    return ask()
