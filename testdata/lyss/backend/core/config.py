from functools import lru_cache
from typing import List, Optional

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What the environment says, else `.env`, else these."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore")

    app_name: str = "Lyss AI"
    environment: str = "development"
    log_level: str = "INFO"
    allowed_origins: List[str] = ["http://localhost:3000"]

    database_url: str = "postgresql+asyncpg://lyss:lyss@localhost:5432/lyss_platform"

    redis_host: str = "localhost"
    redis_port: int = 6379
    redis_db: int = 0
    redis_password: Optional[str] = None
    redis_pool_size: int = 20

    jwt_secret: str = "change-me"
    jwt_previous_secret: Optional[str] = None
    jwt_algorithm: str = "HS256"
    jwt_audience: str = "lyss"
    jwt_minutes: int = 60
    refresh_days: int = 14

    openai_api_key: Optional[str] = None
    openai_api_base: str = "https://api.openai.com/v1"
    openai_organization: Optional[str] = None
    chat_model: str = "gpt-3.5-turbo"
    long_chat_model: str = "gpt-3.5-turbo-16k"
    completion_model: str = "gpt-3.5-turbo-instruct"
    embedding_model: str = "text-embedding-ada-002"
    transcription_model: str = "whisper-1"

    requests_per_minute: int = 30
    memory_service_url: str = "http://localhost:8001"

    @property
    def sync_database_url(self) -> str:
        """For alembic, scripts and tasks, which are not asynchronous."""
        return self.database_url.replace("+asyncpg", "+psycopg2").replace("+aiosqlite", "")


@lru_cache
def get_settings() -> Settings:
    return Settings()
