import openai


def reason(call):
    try:
        call()
    except openai.error.Timeout:
        return "too slow"
    except (openai.error.AuthenticationError, openai.error.PermissionError) as error:
        return f"not allowed: {error}"
    except openai.error.OpenAIError:
        return "failed"
