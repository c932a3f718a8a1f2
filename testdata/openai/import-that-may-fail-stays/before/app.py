try:
    import openai
    from openai.error import Timeout
    from openai.embeddings_utils import get_embedding
except ImportError:
    openai = None


def ask(q):
    try:
        return openai.ChatCompletion.create(model="m", messages=q).choices[0].message.content
    except Timeout:
        return get_embedding("x")
