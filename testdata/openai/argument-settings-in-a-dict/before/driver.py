"""Texts as vectors, from whichever endpoint the settings name."""

import openai

SIZE = 2


class Embedder:
    def __init__(self, model, key=None, base=None, kind=None, version=None, organization=None):
        self.model = model
        self.key = key
        self.base = base
        self.kind = kind
        self.version = version
        self.organization = organization

    def parameters(self, text):
        return {
            "input": text,
            "model": self.model,
            "api_key": self.key,
            "api_base": self.base,
            "api_type": self.kind,
            "api_version": self.version,
            "organization": self.organization,
        }

    def embed(self, text):
        return openai.Embedding.create(**self.parameters(text))["data"][0][
            "embedding"
        ]


class DeploymentEmbedder(Embedder):
    def __init__(self, deployment, **settings):
        super().__init__(**settings)
        self.deployment = deployment

    def parameters(self, text):
        return super().parameters(text) | {"deployment_id": self.deployment}
