"""Puts a new key for tokens into `.env` and keeps the one of before until its tokens have expired."""

import os
import re
import secrets
import sys

from jose import jwt

ENV = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), ".env")


def set_line(text: str, name: str, value: str) -> str:
    line = f"{name}={value}"
    changed, count = re.subn(rf"^{name}=.*$", line, text, flags=re.MULTILINE)
    return changed if count else f"{text.rstrip()}\n{line}\n"


def works(key: str) -> bool:
    return jwt.decode(jwt.encode({"sub": "1"}, key), key, algorithms="HS256")["sub"] == "1"


def rotate(text: str) -> str:
    found = re.search(r"^JWT_SECRET=(.*)$", text, flags=re.MULTILINE)
    key = secrets.token_hex(32)
    if not works(key):
        raise SystemExit("the new key does not work")
    if found and found.group(1):
        text = set_line(text, "JWT_PREVIOUS_SECRET", found.group(1))
    return set_line(text, "JWT_SECRET", key)


if __name__ == "__main__":
    path = sys.argv[1] if len(sys.argv) > 1 else ENV
    with open(path, encoding="utf-8") as file:
        before = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(rotate(before))
