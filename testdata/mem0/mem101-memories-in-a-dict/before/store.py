from functools import lru_cache

from mem0 import Memory


@lru_cache
def memory():
    return Memory.from_config({"llm": {"provider": "openai"}})


def recall(user, question):
    return [found["memory"] for found in memory().search(question, user_id=user)]


class Notes:
    def __init__(self):
        self.kept = Memory()

    def count(self, user):
        self.kept.add("likes walks", user_id=user)
        return len(self.kept.get_all(user_id=user))
