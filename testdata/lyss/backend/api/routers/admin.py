from typing import Annotated

from fastapi import APIRouter, Depends

from api.deps import UsersNow, admin
from core import cache
from db.models import User
from services import llm
from services.usage import meter

router = APIRouter(prefix="/admin", tags=["admin"])
Admin = Annotated[User, Depends(admin)]


@router.get("/usage")
async def usage(user: Admin, people: UsersNow):
    return {"stored": await people.usage_by_model(), "process": meter.as_dict(), "dollars": meter.cost()}


@router.get("/audit")
async def audit(user: Admin, people: UsersNow, limit: int = 50):
    return [
        {"action": entry.action, "user": entry.user_id, "details": entry.details}
        for entry in await people.audit(limit)
    ]


@router.get("/models")
def models(user: Admin):
    return {"models": llm.models()}


@router.delete("/answers")
def forget_answers(user: Admin):
    return {"forgotten": cache.forget_answers()}
