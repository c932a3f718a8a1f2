import openai
from tenacity import retry, stop_after_attempt


@retry(stop=stop_after_attempt(3))
def completion_with_backoff(**kwargs):
    return openai.ChatCompletion.create(**kwargs)


def ask(messages):
    answer = completion_with_backoff(
        engine="gpt-35",  # the deployment
        messages=messages,
        request_timeout=20,
    )
    return answer["choices"][0]["message"]["content"]
