import enum

class _OpenAIUtil:
    """What the project asks of a module that the SDK had once, `util`."""

    class ApiType(enum.Enum):
        """The kinds of client, by the names that settings have for them."""

        AZURE = 1
        OPEN_AI = 2
        AZURE_AD = 3

        @classmethod
        def from_str(cls, label):
            name = {"azuread": "AZURE_AD", "openai": "OPEN_AI"}.get(label.lower(), label.upper())
            if name not in cls.__members__:
                raise ValueError("the type of the API must be one of 'azure', 'azure_ad' and 'open_ai'")
            return cls[name]


class Model:
    def __init__(self, kind):
        import openai

        self._util = _OpenAIUtil
        self.kind = self._util.ApiType.from_str(kind)

    def is_azure(self):
        return self.kind is self._util.ApiType.AZURE
