from fastapi import APIRouter, UploadFile
from fastapi.concurrency import run_in_threadpool

from api.deps import LimitedUser
from services import speech

router = APIRouter(prefix="/speech", tags=["speech"])


@router.post("/transcripts")
async def transcript(recording: UploadFile, user: LimitedUser):
    data = await recording.read()
    return {"text": await run_in_threadpool(speech.transcribe, data, recording.filename or "recording.wav")}
