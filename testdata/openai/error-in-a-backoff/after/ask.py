import backoff
import openai


@backoff.on_exception(backoff.expo, (openai.RateLimitError, openai.APITimeoutError), max_tries=5)
def embed(text):
    return openai.embeddings.create(input=text, model="text-embedding-ada-002").data[0].embedding
