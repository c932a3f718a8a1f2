from typing import List, Optional

from pydantic import BaseModel, ConfigDict, Field


class Turn(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    role: str
    content: str


class NewMessage(BaseModel):
    content: str = Field(min_length=1, max_length=8000)


class ConversationInfo(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    title: str


class ConversationDetail(ConversationInfo):
    messages: List[Turn]


class Answer(BaseModel):
    text: str
    finished: bool = True
    tokens: int = 0
    cached: bool = False
    tool: Optional[str] = None
