import openai

DOWN = ("ServiceUnavailableError", "APIConnectionError")
TEXTS = {"InvalidRequestError": "it was refused", "RateLimitError": "too fast"}


def ask(prompt):
    try:
        return openai.Completion.create(model="davinci-002", prompt=prompt)["choices"][0]["text"]
    except Exception as error:
        if type(error).__name__ == "APIError":
            return "it failed"
        if error.__class__.__name__ in DOWN:
            return "it is down"
        if type(error).__name__ == "PermissionError" or "Timeout" in str(type(error)):
            return "later"
        return TEXTS.get(type(error).__name__)


def log(error):
    print("APIError", error)
