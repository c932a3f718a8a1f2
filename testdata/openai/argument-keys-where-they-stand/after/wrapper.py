import openai
from tenacity import retry, stop_after_attempt


@retry(stop=stop_after_attempt(3))
def completion_with_backoff(**kwargs):
    return openai.chat.completions.create(**kwargs)


def ask(messages):
    answer = completion_with_backoff(
        model="gpt-35",  # the deployment
        messages=messages,
        timeout=20,
    )
    return answer.choices[0].message.content
