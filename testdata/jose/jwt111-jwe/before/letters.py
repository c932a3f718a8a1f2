from jose import jwe


def opened(token, key):
    return jwe.decrypt(token, key)


def closed(text, key):
    return jwe.encrypt(text, key, algorithm="dir", encryption="A128GCM")
