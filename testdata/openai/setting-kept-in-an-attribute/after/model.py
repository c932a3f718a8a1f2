from dataclasses import dataclass
from typing import Optional

import openai

import config

openai.base_url = "http://localhost/v1/"
openai.organization = "one"


@dataclass
class Model:
    base: Optional[str] = None
    openai_organization: Optional[str] = None

    def __post_init__(self):
        self._openai = openai
        self.base = self.base or str(self._openai.base_url).rstrip("/")
        self.openai_organization = self.openai_organization or self._openai.organization
        config.api_base = openai.base_url.rstrip("/")

    def describe(self):
        place = self.base
        print(config.api_base)
        return f"{place}: {self.openai_organization}, {self.base}"
