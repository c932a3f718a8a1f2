from jose import jwt


class Reader:
    def __init__(self):
        self.key = open("public.der", "rb").read()

    def read(self, token):
        return jwt.decode(token, self.key, algorithms=["HS256"])


def load():
    return open("public.der", "rb").read()


def read(token):
    return jwt.decode(token, load(), algorithms=["HS256"])
