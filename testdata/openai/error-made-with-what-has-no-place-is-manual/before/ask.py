import openai


def text_that_is_computed(text):
    raise openai.error.Timeout(text())


def what_is_not_known(arguments):
    raise openai.error.RateLimitError(*arguments)


def a_body(body):
    raise openai.error.RateLimitError("slow down", json_body=body)


def a_comment():
    raise openai.error.RateLimitError(
        "slow down",  # by the minute
    )


def in_another_order(first, second):
    raise openai.error.InvalidRequestError(param=first(), message=second())
