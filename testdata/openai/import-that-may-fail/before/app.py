try:
    import openai
    from openai.error import AuthenticationError
except ImportError:
    openai = None
    class AuthenticationError(Exception): pass
def ask(q):
    try:
        return openai.ChatCompletion.create(model="m", messages=q).choices[0].message.content
    except AuthenticationError:
        return None
