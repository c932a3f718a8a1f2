import logging

import openai

logger = logging.getLogger(__name__)

# Above these, a person looks at it even if the model did not flag it.
LIMITS = {"self-harm": 0.5, "sexual/minors": 0.1}


def is_allowed(text: str) -> bool:
    result = openai.Moderation.create(input=text)["results"][0]
    if result["flagged"]:
        scores = result["category_scores"]
        logger.warning("flagged: hate %.2f, self-harm %.2f", scores["hate"], scores["self-harm"])
    return not result["flagged"]


async def reasons(text: str):
    """The names of the categories that a text falls into."""
    response = await openai.Moderation.acreate(input=text)
    result = response["results"][0]
    return sorted(name for name, flagged in result["categories"].items() if flagged)


def needs_a_person(text: str) -> bool:
    scores = openai.Moderation.create(input=text)["results"][0]["category_scores"]
    return any(scores[name] > limit for name, limit in LIMITS.items())
