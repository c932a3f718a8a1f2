from openai import (
    # the chat endpoint
    ChatCompletion,
    Embedding,  # vectors
    OpenAIError,  # what we catch
)
import openai.error  # the error module, for retries

def f(m):
    try:
        Embedding.create(model="m", input="x")
        return ChatCompletion.create(model="m", messages=m)
    except OpenAIError:
        return 1
    except openai.error.Timeout:
        return 2
