import openai


def reason(call):
    try:
        call()
    except openai.error.TryAgain:
        return "again"
    except openai.error.SignatureVerificationError:
        return "forged"
