from fastapi import FastAPI

from core.llm import answer

app = FastAPI()


@app.get("/api/v1/health")
def health():
    return {"ok": True}


@app.get("/api/v1/answer")
def ask(question: str):
    return answer(question)
