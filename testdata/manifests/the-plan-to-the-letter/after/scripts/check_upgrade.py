from jose import jwt

print(jwt.get_unverified_header('dummy'))
