from openai.util import ApiType


def kind(name):
    return ApiType.from_str(name)
