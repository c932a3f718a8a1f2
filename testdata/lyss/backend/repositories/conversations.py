from typing import List, Optional

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from db.models import Conversation, Message


class Conversations:
    def __init__(self, session: AsyncSession):
        self.session = session

    async def of_user(self, user_id: int) -> List[Conversation]:
        found = await self.session.scalars(
            select(Conversation).where(Conversation.user_id == user_id).order_by(Conversation.id.desc())
        )
        return list(found)

    async def get(self, conversation_id: int, user_id: int) -> Optional[Conversation]:
        return await self.session.scalar(
            select(Conversation)
            .where(Conversation.id == conversation_id, Conversation.user_id == user_id)
            .options(selectinload(Conversation.messages))
            .execution_options(populate_existing=True)
        )

    async def start(self, user_id: int) -> Conversation:
        conversation = Conversation(user_id=user_id)
        self.session.add(conversation)
        await self.session.commit()
        return conversation

    async def say(self, conversation: Conversation, role: str, content: str, tokens: int = 0) -> Message:
        message = Message(conversation_id=conversation.id, role=role, content=content, tokens=tokens)
        self.session.add(message)
        await self.session.commit()
        return message

    async def rename(self, conversation: Conversation, title: str) -> None:
        conversation.title = title[:200]
        await self.session.commit()

    async def delete(self, conversation: Conversation) -> None:
        await self.session.delete(conversation)
        await self.session.commit()


def as_prompt(conversation: Conversation, last: int = 20) -> List[dict]:
    """The last messages as models take them."""
    return [{"role": message.role, "content": message.content} for message in conversation.messages[-last:]]
