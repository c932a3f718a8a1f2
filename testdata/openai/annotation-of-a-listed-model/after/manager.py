from __future__ import annotations

from typing import List, Optional

import openai
from openai.types import Model


class ApiManager:
    def __init__(self):
        self.models: Optional[list[Model]] = None

    def get_models(self) -> List[Model]:
        if self.models is None:
            all_models = openai.models.list().data
            self.models = [model for model in all_models if "gpt" in model.id]
        return self.models


def ids():
    return [model.id for model in ApiManager().get_models()]


ids()
