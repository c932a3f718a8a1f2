import os

import openai

openai.organization = os.getenv("OPENAI_ORG", "") or None


def personal():
    openai.organization = None


def of(team):
    openai.organization = (team.organization if team else "") or None


def embed(text):
    return openai.embeddings.create(model="ada", input=text).data[0].embedding
