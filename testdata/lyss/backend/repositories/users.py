from datetime import date
from typing import List, Optional

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import AuditEntry, Usage, User


class Users:
    def __init__(self, session: AsyncSession):
        self.session = session

    async def by_email(self, email: str) -> Optional[User]:
        return await self.session.scalar(select(User).where(User.email == email.lower()))

    async def by_id(self, user_id: int) -> Optional[User]:
        return await self.session.get(User, user_id)

    async def add(self, email: str, password_hash: str, invited_by: Optional[str] = None) -> User:
        user = User(email=email.lower(), password_hash=password_hash, invited_by=invited_by)
        self.session.add(user)
        await self.session.commit()
        return user

    async def note(self, action: str, user_id: Optional[int] = None, **details) -> None:
        self.session.add(AuditEntry(action=action, user_id=user_id, details=details or None))
        await self.session.commit()

    async def audit(self, limit: int = 100) -> List[AuditEntry]:
        found = await self.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit))
        return list(found)

    async def count_usage(self, user_id: int, model: str, prompt: int, completion: int) -> None:
        today = date.today()
        usage = await self.session.scalar(
            select(Usage).where(Usage.user_id == user_id, Usage.day == today, Usage.model == model)
        )
        if usage is None:
            usage = Usage(user_id=user_id, day=today, model=model, prompt_tokens=0, completion_tokens=0)
            self.session.add(usage)
        usage.prompt_tokens += prompt
        usage.completion_tokens += completion
        await self.session.commit()

    async def usage_by_model(self):
        rows = await self.session.execute(
            select(Usage.model, func.sum(Usage.prompt_tokens), func.sum(Usage.completion_tokens)).group_by(Usage.model)
        )
        return {model: {"prompt": prompt, "completion": completion} for model, prompt, completion in rows}
