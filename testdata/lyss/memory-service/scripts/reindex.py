"""Computes all vectors again. Was written before the service moved to openai 1.x, and not run since."""

import json
import sys

import openai


def vectors(texts):
    response = openai.Embedding.create(input=texts, model="text-embedding-ada-002")
    return [row["embedding"] for row in response["data"]]


if __name__ == "__main__":
    for line in sys.stdin:
        note = json.loads(line)
        print(json.dumps({"id": note["id"], "vector": vectors([note["text"]])[0]}))
