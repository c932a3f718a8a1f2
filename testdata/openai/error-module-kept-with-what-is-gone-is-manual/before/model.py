import openai.error

errors = openai.error


def again():
    return errors.InvalidAPIType, errors.Timeout
