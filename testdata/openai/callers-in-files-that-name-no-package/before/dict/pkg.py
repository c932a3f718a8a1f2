from app.llm import ask
T = {"a": ask}
