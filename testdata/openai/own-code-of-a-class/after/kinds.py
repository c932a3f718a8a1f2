import enum


class _ApiType(enum.Enum):
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


def kind(name):
    return _ApiType.from_str(name).name, _ApiType(2).name
