"""The mail of Monday: what a user talked about. Run by cron: `python -m tasks.digest`."""

import logging
from datetime import datetime, timedelta

import openai
from sqlalchemy import select

from core.config import get_settings
from db.models import Conversation, User
from db.session import sync_session
from services import llm, openai_setup

logger = logging.getLogger(__name__)


def week_of(session, user: User, now: datetime):
    since = now - timedelta(days=7)
    query = select(Conversation).where(Conversation.user_id == user.id, Conversation.created_at >= since)
    return session.scalars(query.order_by(Conversation.id)).all()


def digest(titles) -> str:
    """One paragraph, or the bare list where no model can be reached."""
    listed = "\n".join(f"- {title}" for title in titles)
    messages = [{"role": "user", "content": "Sum this up in one paragraph:\n" + listed}]
    try:
        return "".join(llm.stream_sync(messages))
    except (openai.error.APIError, openai.error.APIConnectionError, openai.error.RateLimitError) as error:
        logger.warning("no digest: %s", error)
        return listed


def run(session, now=None):
    now = now or datetime.utcnow()
    mails = {}
    for user in session.scalars(select(User).order_by(User.id)):
        titles = [conversation.title for conversation in week_of(session, user, now)]
        if titles:
            mails[user.email] = digest(titles)
    return mails


if __name__ == "__main__":
    settings = get_settings()
    openai_setup.configure(settings)
    with sync_session(settings) as open_session:
        for address, text in run(open_session).items():
            print(f"To: {address}\n\n{text}\n")
