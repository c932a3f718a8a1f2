from fastapi import APIRouter

from api.deps import CurrentUser, DocumentsNow, LimitedUser
from schemas.chat import Answer
from schemas.documents import DocumentInfo, Found, NewDocument, SearchResult
from services import retrieval

router = APIRouter(prefix="/documents", tags=["documents"])


@router.post("", status_code=201)
async def add(new: NewDocument, user: LimitedUser, documents: DocumentsNow) -> DocumentInfo:
    document = await retrieval.add_document(documents, user.id, new.title, new.text)
    return DocumentInfo(id=document.id, title=document.title, passages=len(document.passages))


@router.get("/search")
async def search(question: str, user: CurrentUser, documents: DocumentsNow) -> SearchResult:
    found = await retrieval.search(documents, user.id, question)
    return SearchResult(question=question, found=[Found(text=text, score=score) for score, text in found])


@router.get("/answer")
async def answer(question: str, user: LimitedUser, documents: DocumentsNow) -> Answer:
    return Answer(**await retrieval.answer(documents, user.id, question))
