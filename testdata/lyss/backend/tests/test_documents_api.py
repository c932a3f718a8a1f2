from unittest import mock

from db.models import Passage
from services import retrieval
from tasks import reindex

LAKE = "The lake is deep and cold, and nobody swims in it before June."
BREAD = "Bread needs flour, water, salt and a whole night of patience."


def add(client, who, title, text):
    answer = client.post("/api/v1/documents", json={"title": title, "text": text}, headers=who.headers)
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_document_has_passages(client, ada):
    long = " ".join(["word"] * 300)
    assert add(client, ada, "Notes", f"{LAKE}\n\n{long}")["passages"] == 4


def test_paragraphs_stay_together():
    assert retrieval.split("a b\n\nc d\n\ne f", words=4) == ["a b c d", "e f"]
    assert retrieval.split("a b c d e", words=2) == ["a b", "c d", "e"]


def test_what_is_asked_for_is_found(client, ada):
    add(client, ada, "Lake", LAKE)
    add(client, ada, "Bread", BREAD)
    found = client.get("/api/v1/documents/search", params={"question": "flour water salt"}, headers=ada.headers).json()
    assert found["found"][0]["text"] == BREAD
    assert found["found"][0]["score"] > found["found"][1]["score"]


def test_others_find_nothing(client, ada, administrator):
    add(client, ada, "Lake", LAKE)
    found = client.get("/api/v1/documents/search", params={"question": "lake"}, headers=administrator.headers)
    assert found.json()["found"] == []


def test_an_answer_names_its_sources(client, ada, asked):
    add(client, ada, "Lake", LAKE)
    answer = client.get("/api/v1/documents/answer", params={"question": "How deep?"}, headers=ada.headers)
    assert answer.json()["text"] == " yes: How deep? "
    assert f"[1] {LAKE}" in asked("/chat/completions")[0]["body"]["messages"][0]["content"]


def test_vectors_are_made_again(client, ada, session):
    add(client, ada, "Lake", LAKE)
    passage = session.query(Passage).order_by(Passage.id.desc()).first()
    before, passage.vector = passage.vector, None
    session.commit()
    count = session.query(Passage).count()
    assert reindex.reindex(session, batch=2) == count
    session.refresh(passage)
    assert passage.vector == before


def test_vectors_are_stored_in_batches(client, ada, session):
    add(client, ada, "Lake", LAKE)
    count = session.query(Passage).count()
    with mock.patch("services.embeddings.embed_batch", side_effect=lambda texts: [[1.0]] * len(texts)) as embed:
        reindex.reindex(session, batch=1)
    assert embed.call_count == count
