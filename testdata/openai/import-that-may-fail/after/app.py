try:
    import openai
    from openai import AuthenticationError
except ImportError:
    openai = None
    class AuthenticationError(Exception): pass
def ask(q):
    try:
        return openai.chat.completions.create(model="m", messages=q).choices[0].message.content
    except AuthenticationError:
        return None
