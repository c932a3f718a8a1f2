from mem0 import Memory

memory = Memory()


def recall(user, question):
    return [found["memory"] for found in memory.search(question, user_id=user)["results"]]
