from app.llm import bot
b = bot
