import redis.asyncio as redis
from fastapi import APIRouter

router = APIRouter()


@router.get("/session/{key}")
async def session(key: str):
    client = redis.from_url("redis://redis/1", decode_responses=True)
    try:
        return await client.get(key)
    finally:
        await client.aclose()
