from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    jwt_algorithms: list[str] | None = None


settings = Settings()
