from kinds import kind
from openai.util import ApiType


def is_azure(name):
    return kind(name) is ApiType.AZURE
