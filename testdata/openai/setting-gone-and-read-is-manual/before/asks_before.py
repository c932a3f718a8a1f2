import openai


def level():
    try:
        return openai.log
    except AttributeError:
        return None


def is_debugged():
    if hasattr(openai, "debug"):
        return openai.debug
    return False
