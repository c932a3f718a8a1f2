import openai.error

errors = openai.error


def again():
    return errors.TryAgain, errors.Timeout
