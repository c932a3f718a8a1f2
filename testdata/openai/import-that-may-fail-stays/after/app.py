try:
    import openai
    from openai import APITimeoutError
    from openai.embeddings_utils import get_embedding
except ImportError:
    openai = None


def ask(q):
    try:
        return openai.chat.completions.create(model="m", messages=q).choices[0].message.content
    except APITimeoutError:
        return get_embedding("x")
