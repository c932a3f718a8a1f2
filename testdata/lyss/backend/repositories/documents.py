from typing import List, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Document, Passage


class Documents:
    def __init__(self, session: AsyncSession):
        self.session = session

    async def add(self, user_id: int, title: str, texts: Sequence[str], vectors: Sequence[List[float]]) -> Document:
        document = Document(user_id=user_id, title=title)
        document.passages = [
            Passage(position=position, text=text, vector=vector)
            for position, (text, vector) in enumerate(zip(texts, vectors))
        ]
        self.session.add(document)
        await self.session.commit()
        return document

    async def passages(self, user_id: int) -> List[Passage]:
        found = await self.session.scalars(
            select(Passage).join(Document).where(Document.user_id == user_id).order_by(Passage.id)
        )
        return list(found)
