import sdk
from sdk import RateLimitError as Limit


def ask(call):
    try:
        return call()
    except Limit:
        return None
    except sdk.Timeout:
        return ""
