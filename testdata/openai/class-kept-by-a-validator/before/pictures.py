from typing import Any, Dict

from compat import BaseModel
from compat import root_validator as validator
from pydantic.v1 import root_validator


class Pictures(BaseModel):
    client: Any  #: :meta private:
    key: str
    size: str = "1024x1024"

    @root_validator()
    def check(cls, values: Dict) -> Dict:
        try:
            import openai

            openai.api_key = values["key"]
            values["client"] = openai.Image
        except ImportError:
            raise ImportError("Please install openai.")
        return values

    def url(self, prompt: str) -> str:
        options = {"prompt": prompt, "size": self.size}
        answer = self.client.create(**options)
        return answer["data"][0]["url"]


class Moderator(BaseModel):
    client: Any = None

    @validator(pre=True)
    def check(cls, values: Dict) -> Dict:
        import openai

        values["client"] = openai.Moderation
        return values

    def is_bad(self, text: str) -> bool:
        return self.client.create(text)["results"][0]["flagged"]


class Perhaps(BaseModel):
    client: Any = None

    @root_validator(pre=True)
    def check(cls, values: Dict) -> Dict:
        import openai

        if "client" not in values:
            values["client"] = openai.Embedding
        return values

    def embed(self, text: str) -> list:
        answer = self.client.create(model="text-embedding-ada-002", input=text)
        return answer["data"][0]["embedding"]
