import hashlib
import json
from typing import List

from fastapi import APIRouter, Depends, HTTPException
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from core import cache
from core.security import current_user
from services import llm

router = APIRouter(prefix="/api/v1/chat", tags=["chat"])


class Message(BaseModel):
    role: str
    content: str


class Conversation(BaseModel):
    messages: List[Message]

    def plain(self):
        return [{"role": message.role, "content": message.content} for message in self.messages]


@router.post("/answer")
async def answer(conversation: Conversation, user: str = Depends(current_user)):
    if not await cache.within_limit(user):
        raise HTTPException(status_code=429, detail="Slow down.")
    messages = conversation.plain()
    if not await run_in_threadpool(llm.is_allowed, messages[-1]["content"]):
        raise HTTPException(status_code=400, detail="This is not answered here.")
    key = hashlib.sha256(json.dumps(messages).encode()).hexdigest()
    known = await run_in_threadpool(cache.cached_answer, key)
    if known:
        return known
    try:
        result = await llm.answer(messages)
    except llm.ModelUnavailable as error:
        raise HTTPException(status_code=503, detail=str(error))
    await run_in_threadpool(cache.keep_answer, key, result)
    return result


@router.post("/stream")
async def stream(conversation: Conversation, user: str = Depends(current_user)):
    return StreamingResponse(llm.stream(conversation.plain()), media_type="text/plain")


@router.post("/title")
def title(conversation: Conversation, user: str = Depends(current_user)):
    return {"title": llm.title_of(conversation.plain())}
