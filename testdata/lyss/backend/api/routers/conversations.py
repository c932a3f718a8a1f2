from typing import List

from fastapi import APIRouter, HTTPException

from api.deps import ConversationsNow, CurrentUser
from schemas.chat import ConversationDetail, ConversationInfo

router = APIRouter(prefix="/conversations", tags=["conversations"])


async def of(conversation_id: int, user, conversations):
    found = await conversations.get(conversation_id, user.id)
    if found is None:
        raise HTTPException(status_code=404, detail="There is no such conversation.")
    return found


@router.get("", response_model=List[ConversationInfo])
async def mine(user: CurrentUser, conversations: ConversationsNow):
    return await conversations.of_user(user.id)


@router.post("", status_code=201, response_model=ConversationInfo)
async def start(user: CurrentUser, conversations: ConversationsNow):
    return await conversations.start(user.id)


@router.get("/{conversation_id}", response_model=ConversationDetail)
async def one(conversation_id: int, user: CurrentUser, conversations: ConversationsNow):
    return await of(conversation_id, user, conversations)


@router.delete("/{conversation_id}", status_code=204)
async def delete(conversation_id: int, user: CurrentUser, conversations: ConversationsNow):
    await conversations.delete(await of(conversation_id, user, conversations))
