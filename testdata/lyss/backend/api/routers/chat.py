import hashlib
import json

from fastapi import APIRouter, HTTPException
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from api.deps import ConversationsNow, CurrentUser, LimitedUser, UsersNow
from api.routers.conversations import of
from core import cache
from core.config import get_settings
from repositories.conversations import as_prompt
from schemas.chat import Answer, NewMessage
from services import llm, memories, moderation, prompts, tools

router = APIRouter(prefix="/conversations/{conversation_id}", tags=["chat"])
settings = get_settings()


def key_of(messages) -> str:
    return hashlib.sha256(json.dumps(messages, sort_keys=True).encode()).hexdigest()


async def check(text: str) -> None:
    if not await run_in_threadpool(moderation.is_allowed, text):
        raise HTTPException(status_code=400, detail="This is not answered here.")


@router.post("/messages")
async def say(
    conversation_id: int,
    message: NewMessage,
    user: LimitedUser,
    conversations: ConversationsNow,
    people: UsersNow,
) -> Answer:
    conversation = await of(conversation_id, user, conversations)
    await check(message.content)
    await conversations.say(conversation, "user", message.content)
    conversation = await of(conversation_id, user, conversations)
    messages = prompts.with_memories(as_prompt(conversation), await memories.recall(user.id, message.content))
    key = key_of(messages)
    known = await run_in_threadpool(cache.cached_answer, key)
    if known:
        await conversations.say(conversation, "assistant", known["text"])
        return Answer(**known, cached=True)
    result = await llm.answer(messages, user=f"user-{user.id}")
    await conversations.say(conversation, "assistant", result["text"], result["tokens"])
    await people.count_usage(user.id, settings.chat_model, result["tokens"], 0)
    await run_in_threadpool(cache.keep_answer, key, result)
    return Answer(**result)


@router.post("/stream")
async def stream(conversation_id: int, message: NewMessage, user: LimitedUser, conversations: ConversationsNow):
    conversation = await of(conversation_id, user, conversations)
    await conversations.say(conversation, "user", message.content)
    messages = as_prompt(await of(conversation_id, user, conversations))
    return StreamingResponse(llm.stream([prompts.SYSTEM] + messages), media_type="text/plain")


@router.post("/tools")
def with_tools(conversation_id: int, message: NewMessage, user: LimitedUser) -> Answer:
    text, called = tools.answer_with_tools([prompts.SYSTEM, {"role": "user", "content": message.content}])
    return Answer(text=text, tool=called[0] if called else None)


@router.post("/title")
async def title(conversation_id: int, user: CurrentUser, conversations: ConversationsNow):
    conversation = await of(conversation_id, user, conversations)
    if not conversation.messages:
        raise HTTPException(status_code=409, detail="Nothing was said yet.")
    name = await run_in_threadpool(llm.title_of, as_prompt(conversation))
    await conversations.rename(conversation, name)
    return {"title": name}


@router.post("/alternatives")
def alternatives(conversation_id: int, message: NewMessage, user: LimitedUser):
    return {"texts": llm.alternatives([{"role": "user", "content": message.content}])}
