from jose import jwe


def opened(token, key):
    return jwe.decrypt(token, key)
