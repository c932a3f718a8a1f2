import os

REDIS_URL = os.getenv("REDIS_URL", "redis://localhost:6379/1")
MEMORY = {
    "llm": {"provider": "openai", "config": {"model": "gpt-3.5-turbo", "temperature": 0}},
    "embedder": {"provider": "openai", "config": {"model": "text-embedding-ada-002"}},
}
