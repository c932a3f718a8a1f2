from jose import jwt


def claims(token, keys):
    wanted = jwt.get_unverified_header(token)["kid"]
    rsa_key = {}
    for key in keys["keys"]:
        if key["kid"] == wanted:
            rsa_key = {"kty": key["kty"], "kid": key["kid"], "n": key["n"], "e": key["e"]}
    return jwt.decode(token, rsa_key, algorithms=["RS256"])
