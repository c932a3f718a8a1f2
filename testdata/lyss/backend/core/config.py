from functools import lru_cache
from typing import Optional

from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    app_name: str = "Lyss AI"

    redis_host: str = "localhost"
    redis_port: int = 6379
    redis_db: int = 0
    redis_password: Optional[str] = None

    jwt_secret: str = "change-me"
    jwt_algorithm: str = "HS256"
    jwt_minutes: int = 60

    openai_api_key: Optional[str] = None
    openai_api_base: str = "https://api.openai.com/v1"
    chat_model: str = "gpt-3.5-turbo"
    embedding_model: str = "text-embedding-ada-002"


@lru_cache
def get_settings() -> Settings:
    return Settings()
