from pydantic import BaseSettings


class Settings(BaseSettings):
    openai_api_base: str = "https://api.openai.com/v1"
