from jose import jwt

print(jwt.get_unverified_header('dummy'))
print(jwt.get_unverified_header("a.b.c"))
print(jwt.get_unverified_header(input()))
