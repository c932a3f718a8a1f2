from llm import complete


def summarise(t, **opts):
    return complete(t, **opts)
