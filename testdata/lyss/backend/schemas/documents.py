from typing import List

from pydantic import BaseModel, Field


class NewDocument(BaseModel):
    title: str = Field(max_length=200)
    text: str


class DocumentInfo(BaseModel):
    id: int
    title: str
    passages: int


class Found(BaseModel):
    text: str
    score: float


class SearchResult(BaseModel):
    question: str
    found: List[Found]


class PictureRequest(BaseModel):
    prompt: str = Field(min_length=1, max_length=1000)
    count: int = Field(default=1, ge=1, le=4)
    size: str = "512x512"
