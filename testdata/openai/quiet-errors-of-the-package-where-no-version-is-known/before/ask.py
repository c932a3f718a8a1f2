import openai


def guarded(run):
    try:
        return run()
    except openai.APIError:
        return None
