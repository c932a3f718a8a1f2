import os
from functools import lru_cache

from pydantic_settings import BaseSettings, SettingsConfigDict

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", extra="ignore")

    log_level: str = "INFO"

    redis_host: str = "localhost"
    redis_port: int = 6379
    redis_db: int = 1
    recent_notes: int = 50

    chat_model: str = "gpt-3.5-turbo"
    embedding_model: str = "text-embedding-3-small"
    embedding_dimensions: int = 1536
    # A gateway of the company, where there is one.
    model_timeout: float = 20.0
    model_retries: int = 1

    qdrant_path: str = "/tmp/lyss-qdrant"
    history_path: str = "/tmp/lyss-history.db"
    tokenizer_path: str = os.path.join(HERE, "data", "tokenizer")
    prompt_tokens: int = 512

    def mem0(self) -> dict:
        return {
            "llm": {"provider": "openai", "config": {"model": self.chat_model, "temperature": 0}},
            "embedder": {
                "provider": "openai",
                "config": {"model": self.embedding_model, "embedding_dims": self.embedding_dimensions},
            },
            "vector_store": {
                "provider": "qdrant",
                "config": {
                    "collection_name": "memories",
                    "embedding_model_dims": self.embedding_dimensions,
                    "path": self.qdrant_path,
                },
            },
            "history_db_path": self.history_path,
        }


@lru_cache
def get_settings() -> Settings:
    return Settings()
