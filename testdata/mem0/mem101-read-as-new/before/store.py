from mem0 import Memory

memory = Memory()


def recall(user, question):
    results = memory.search(question, user_id=user)
    return [found["memory"] for found in results["results"]]


def other(user, question):
    results = memory.search(question, user_id=user)
    if isinstance(results, dict) and "results" in results:
        results = results["results"]
    return results


def third(user, q):
    r = memory.get_all(user_id=user)
    return r.get("results", [])


def fourth(user, q):
    r = memory.get_all(user_id=user)
    return r
