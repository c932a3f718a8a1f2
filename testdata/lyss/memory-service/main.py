from fastapi import FastAPI
from pydantic import BaseModel

from memory import store

app = FastAPI(title="Lyss memory")


class Note(BaseModel):
    user: str
    text: str


@app.post("/memories")
def add(note: Note):
    store.remember(note.user, note.text)
    return {"status": "kept"}


@app.get("/memories")
def search(user: str, question: str):
    return {"memories": store.recall(user, question)}


@app.get("/health")
def health():
    return {"status": "ok"}
