import openai


def ask(prompt):
    try:
        return openai.ChatCompletion.create(model="gpt-4", messages=[{"role": "user", "content": prompt}])["model"]
    except openai.error.APIError:
        return 1
    except openai.error.RateLimitError:
        return 2
    except (openai.error.ServiceUnavailableError, openai.error.RateLimitError):
        return 3
