from fastapi import APIRouter, HTTPException

from api.deps import LimitedUser
from schemas.documents import PictureRequest
from services import pictures

router = APIRouter(prefix="/pictures", tags=["pictures"])


@router.post("")
async def several(asked: PictureRequest, user: LimitedUser):
    return {"urls": await pictures.pictures(asked.prompt, asked.count, asked.size)}


@router.post("/one")
def one(asked: PictureRequest, user: LimitedUser):
    try:
        url = pictures.picture(asked.prompt, asked.size)
    except pictures.NoPicture as error:
        raise HTTPException(status_code=503, detail=str(error))
    if url is None:
        raise HTTPException(status_code=422, detail="This is not drawn.")
    return {"url": url}
