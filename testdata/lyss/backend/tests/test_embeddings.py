from unittest import mock

import pytest
from openai.error import APIError, InvalidRequestError, RateLimitError

from services import embeddings, usage


def test_vectors_come_in_the_order_of_the_texts(asked):
    # The stand-in sends them the other way round.
    walk, sea = embeddings.embed(["walk", "sea"])
    assert walk == embeddings.embed(["walk"])[0]
    assert sea == embeddings.embed(["sea"])[0]
    assert walk != sea
    assert asked()[0]["body"]["input"] == ["walk", "sea"]


def test_vectors_of_a_double():
    answer = {
        "model": "text-embedding-ada-002",
        "data": [{"index": 1, "embedding": [2.0]}, {"index": 0, "embedding": [1.0]}],
        "usage": {"prompt_tokens": 4, "total_tokens": 4},
    }
    with mock.patch("openai.Embedding.create", return_value=answer):
        assert embeddings.embed_batch(["a", "b"]) == [[1.0], [2.0]]
    assert usage.meter.as_dict()["text-embedding-ada-002"]["prompt"] == 4


def test_many_texts_are_sent_in_batches(asked):
    vectors = embeddings.embed([f"text {number}" for number in range(40)])
    assert len(vectors) == 40
    assert [len(request["body"]["input"]) for request in asked("/embeddings")] == [16, 16, 8]


@pytest.mark.parametrize("error", [APIError("broken"), RateLimitError("slow down")])
def test_what_may_pass_is_tried_again(error):
    answer = {"model": "m", "data": [{"index": 0, "embedding": [1.0]}], "usage": {"prompt_tokens": 1, "total_tokens": 1}}
    with mock.patch("services.embeddings.openai.Embedding.create", side_effect=[error, answer]) as create:
        assert embeddings.embed_batch(["a"]) == [[1.0]]
    assert create.call_count == 2


def test_what_was_wrong_is_not_tried_again(asked):
    with pytest.raises(InvalidRequestError):
        embeddings.embed_batch(["[stub: 400]"])
    assert len(asked("/embeddings")) == 1


async def test_one_text(asked):
    vector = await embeddings.embed_one("a\nwalk")
    assert vector == embeddings.embed(["a walk"])[0]


def test_what_is_near():
    rows = [("left", [1.0, 0.0]), ("up", [0.0, 1.0]), ("both", [1.0, 1.0])]
    assert [text for _, text in embeddings.nearest([1.0, 0.1], rows, 2)] == ["left", "both"]
    assert embeddings.cosine([0.0], [1.0]) == 0.0
