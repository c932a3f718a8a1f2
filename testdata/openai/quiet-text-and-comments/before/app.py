import openai

# Was openai.ChatCompletion.create(...) before.
NOTE = "call openai.ChatCompletion.create to ask"


def version():
    """Of the SDK; see `openai.api_base`."""
    return openai.__version__
