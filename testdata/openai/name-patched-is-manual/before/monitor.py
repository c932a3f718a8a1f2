import openai


def watched(original, report):
    def wrapper(*args, **kwargs):
        if hasattr(original, "is_watched"):
            return original(*args, **kwargs)
        answer = original(*args, **kwargs)
        report(answer)
        return answer

    return wrapper


def watch(report):
    openai.ChatCompletion.create = watched(openai.ChatCompletion.create, report)
    openai.Embedding.acreate = watched(openai.Embedding.acreate, report)
