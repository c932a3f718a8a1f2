from jose import jwt

PUBLIC = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA0Z3VS5JJcds3xfn"
ARMOURED = f"-----BEGIN PUBLIC KEY-----\n{PUBLIC}\n-----END PUBLIC KEY-----"


def mixed(token):
    return jwt.decode(token, PUBLIC, algorithms=["HS256"])


def one_kind(token):
    return jwt.decode(token, PUBLIC, algorithms=["RS256"])


def armoured(token):
    return jwt.decode(token, ARMOURED, algorithms=["RS256"])
