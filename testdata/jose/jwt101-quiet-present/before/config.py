class Settings:
    ALGORITHM = "HS256"
    SECRET_KEY = "read from the vault"


settings = Settings()
ALGORITHM = "HS256"
