from pydantic import BaseSettings


class Settings(BaseSettings):
    secret_key: str = "dev-secret"
    other_key: str


settings = Settings()
