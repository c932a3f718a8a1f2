try:
    import openai
    from openai.embeddings_utils import get_embedding
except ImportError:
    openai = None


def ask(q):
    try:
        return openai.chat.completions.create(model="m", messages=q).choices[0].message.content
    except openai.APITimeoutError:
        return get_embedding("x")
