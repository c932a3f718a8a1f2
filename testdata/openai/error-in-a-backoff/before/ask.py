import backoff
import openai


@backoff.on_exception(backoff.expo, (openai.error.RateLimitError, openai.error.Timeout), max_tries=5)
def embed(text):
    return openai.Embedding.create(input=text, model="text-embedding-ada-002")["data"][0]["embedding"]
