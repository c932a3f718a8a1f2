def decode(token, key, algorithms=None):
    return {"token": token, "key": key, "algorithms": algorithms}
