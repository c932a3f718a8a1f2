"""What models are told before the user says anything."""

SYSTEM = {
    "role": "system",
    "content": "You are the assistant of Lyss AI. Be brief, and say so if you do not know.",
}
TITLE = {"role": "user", "content": "Give this conversation a title of at most five words."}


def with_memories(messages, memories):
    """The conversation with what is known of the user put in front."""
    if not memories:
        return [SYSTEM] + messages
    known = "\n".join(f"- {memory}" for memory in memories)
    return [SYSTEM, {"role": "system", "content": f"What you know of the user:\n{known}"}] + messages


def with_passages(question, passages):
    sources = "\n\n".join(f"[{number}] {text}" for number, text in enumerate(passages, 1))
    return [
        {"role": "system", "content": "Answer from these sources alone and name them by their numbers.\n\n" + sources},
        {"role": "user", "content": question},
    ]
