from .llm import ask, bot
