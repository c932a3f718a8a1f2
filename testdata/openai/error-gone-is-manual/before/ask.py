import openai


def reason(call):
    try:
        call()
    except openai.error.InvalidAPIType:
        return "again"
    except openai.error.SignatureVerificationError:
        return "forged"
