from typing import Optional

from pydantic import BaseModel, ConfigDict, Field


class Registration(BaseModel):
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+$", max_length=320)
    password: str = Field(min_length=8)
    invitation: Optional[str] = None


class Tokens(BaseModel):
    access_token: str
    refresh_token: str
    token_type: str = "bearer"


class Refresh(BaseModel):
    refresh_token: str


class Account(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    email: str
    is_admin: bool
    invited_by: Optional[str]
