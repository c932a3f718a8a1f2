from fastapi import APIRouter, HTTPException
from fastapi.responses import StreamingResponse

from memory import store, summary

router = APIRouter(prefix="/summaries", tags=["summaries"])


def texts_of(user: str):
    texts = [one["text"] for one in store.everything(user)]
    if not texts:
        raise HTTPException(status_code=404, detail="Nothing is known of this user.")
    return texts


@router.get("/{user}")
def one(user: str):
    try:
        return {"summary": summary.summarize(texts_of(user))}
    except summary.NoSummary as error:
        raise HTTPException(status_code=422, detail=str(error))


@router.get("/{user}/stream")
async def stream(user: str):
    return StreamingResponse(summary.stream(texts_of(user)), media_type="text/plain")
