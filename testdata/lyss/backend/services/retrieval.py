"""Questions about a user's own documents."""

from typing import List

from fastapi.concurrency import run_in_threadpool

from repositories.documents import Documents
from services import embeddings, llm, prompts

PASSAGE_WORDS = 120


def split(text: str, words: int = PASSAGE_WORDS) -> List[str]:
    """Parts of at most so many words, at the ends of paragraphs where that is possible."""
    parts: List[str] = []
    current: List[str] = []
    for paragraph in text.split("\n\n"):
        pieces = paragraph.split()
        if current and len(current) + len(pieces) > words:
            parts.append(" ".join(current))
            current = []
        while len(pieces) > words:
            parts.append(" ".join(pieces[:words]))
            pieces = pieces[words:]
        current.extend(pieces)
    if current:
        parts.append(" ".join(current))
    return parts


async def add_document(documents: Documents, user_id: int, title: str, text: str):
    parts = split(text)
    vectors = await run_in_threadpool(embeddings.embed, parts)
    return await documents.add(user_id, title, parts, vectors)


async def search(documents: Documents, user_id: int, question: str, count: int = 3):
    passages = await documents.passages(user_id)
    if not passages:
        return []
    vector = await embeddings.embed_one(question)
    return embeddings.nearest(vector, [(passage.text, passage.vector) for passage in passages], count)


async def answer(documents: Documents, user_id: int, question: str):
    found = await search(documents, user_id, question)
    return await llm.answer(prompts.with_passages(question, [text for _, text in found]))
