from jose import jwt

PRIVATE = """-----BEGIN RSA PRIVATE KEY-----
MIICXQIBAAKBgQ
-----END RSA PRIVATE KEY-----"""
PUBLIC = "ssh-rsa AAAAB3NzaC1yc2E me@here"


def make(claims):
    return jwt.encode(claims, PRIVATE)


def read(token):
    return jwt.decode(token, PUBLIC, algorithms=["HS256"])


def made_well(claims):
    return jwt.encode(claims, PRIVATE, algorithm="RS256")


def read_well(token):
    return jwt.decode(token, PUBLIC, algorithms=["RS256"])
