from dataclasses import dataclass, field

from jose import jwt
from pydantic import BaseSettings, Field


class Settings(BaseSettings):
    algorithms: list[str] = ["HS256", "RS256"]
    declared: list[str] = Field(default=["HS256", "RS256"])
    made: list[str] = Field(default_factory=lambda: ["HS256", "RS256"])
    one_kind: list[str] = ["HS256", "HS512"]
    text: str = "HS256"


@dataclass
class Options:
    algorithms: list = field(default_factory=lambda: ["ES256", "HS256"])


settings = Settings()


def by_default(token, key):
    jwt.decode(token, key, algorithms=settings.algorithms)
    jwt.decode(token, key, algorithms=settings.declared)
    jwt.decode(token, key, algorithms=settings.made)
    jwt.decode(token, key, algorithms=Options().algorithms)
    jwt.decode(token, key, algorithms=settings.text)
    return jwt.decode(token, key, algorithms=settings.one_kind)


def by_parameter(token, key, algorithms=("HS256", "RS256")):
    return jwt.decode(token, key, algorithms=algorithms)


def handed_on(token, **more):
    return jwt.decode(token, open("key").read(), **more)


def of_one_kind_each(token, key, is_public):
    handed_on(token, algorithms=["HS256", "RS256"])
    return jwt.decode(token, key, algorithms=["RS256"] if is_public else ["HS256"])
