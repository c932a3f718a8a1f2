from typing import Annotated, Optional

from fastapi import APIRouter, Depends, HTTPException, Request
from pydantic import BaseModel, Field

from memory import store
from memory.config import get_settings
from memory.recent import Recent

router = APIRouter(prefix="/memories", tags=["memories"])


class Note(BaseModel):
    user: str
    text: str = Field(min_length=1)
    source: Optional[str] = None


class Correction(BaseModel):
    text: str = Field(min_length=1)


def recent(request: Request) -> Recent:
    return Recent(request.app.state.redis, get_settings().recent_notes)


RecentNow = Annotated[Recent, Depends(recent)]


@router.post("", status_code=201)
def add(note: Note, short: RecentNow):
    store.remember(note.user, note.text, note.source)
    short.note(note.user, note.text)
    return {"status": "kept"}


@router.get("/search")
def search(user: str, question: str, limit: int = 5):
    return {"memories": store.recall(user, question, limit)}


@router.get("/{user}")
def of_user(user: str, short: RecentNow):
    return {"memories": store.everything(user), "recent": short.last(user), "profile": short.profile(user)}


@router.put("/{memory_id}")
def correct(memory_id: str, correction: Correction):
    return store.correct(memory_id, correction.text)


@router.delete("/{user}")
def forget(user: str, short: RecentNow):
    forgotten = store.forget_user(user)
    if not short.forget(user) and not forgotten:
        raise HTTPException(status_code=404, detail="Nothing is known of this user.")
    return {"forgotten": forgotten}
