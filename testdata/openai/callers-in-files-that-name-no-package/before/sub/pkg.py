from app.llm import Bot
class B2(Bot):
    pass
