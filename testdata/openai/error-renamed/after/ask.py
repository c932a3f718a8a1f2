import openai


def reason(call):
    try:
        call()
    except openai.APITimeoutError:
        return "too slow"
    except (openai.AuthenticationError, openai.PermissionDeniedError) as error:
        return f"not allowed: {error}"
    except openai.OpenAIError:
        return "failed"
