import os

import openai

openai.organization = os.getenv("OPENAI_ORG", "")


def personal():
    openai.organization = ""


def of(team):
    openai.organization = team.organization if team else ""


def embed(text):
    return openai.Embedding.create(model="ada", input=text)["data"][0]["embedding"]
