import openai
# vectors
# the error module, for retries
from openai import (
    # the chat endpoint
    OpenAIError,  # what we catch
)

def f(m):
    try:
        openai.embeddings.create(model="m", input="x")
        return openai.chat.completions.create(model="m", messages=m).model_dump(exclude_unset=True)
    except OpenAIError:
        return 1
    except openai.APITimeoutError:
        return 2
