"""Computes the vectors of all passages again, after a change of the model."""

import argparse
import logging

from sqlalchemy import select

from core.config import get_settings
from db.models import Passage
from db.session import sync_session
from services import embeddings, openai_setup

logger = logging.getLogger(__name__)


def reindex(session, batch: int = embeddings.BATCH) -> int:
    passages = session.scalars(select(Passage).order_by(Passage.id)).all()
    for start in range(0, len(passages), batch):
        some = passages[start : start + batch]
        for passage, vector in zip(some, embeddings.embed_batch([one.text for one in some])):
            passage.vector = vector
        session.commit()
        logger.info("%d of %d", start + len(some), len(passages))
    return len(passages)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--batch", type=int, default=embeddings.BATCH)
    arguments = parser.parse_args()
    settings = get_settings()
    openai_setup.configure(settings)
    with sync_session(settings) as session:
        print(reindex(session, arguments.batch), "passages")


if __name__ == "__main__":
    main()
