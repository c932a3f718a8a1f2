"""What answers in the place of OpenAI while the suites of the platform run: the server of `proof`, told by what it is asked.

`[stub: 429]` in the last message, the prompt or the input is what happens to the request, and `[stub: 429 once]` happens to the
first one with that text. `GET /asked` gives the requests since the last look. Vectors are made of the words of a text,
so that texts which share words are near to each other.
"""

import ast
import hashlib
import json
import re

from proof import answers, server

WISH = re.compile(r"\[stub: ([^\]]+)\]")
DIMENSIONS = 64
# How the two releases of mem0 ask which facts a text holds, and where that text stands.
FACTS = re.compile(r"Natural language text: (.*?)\nUser/Agent details|Input:\nuser: (.*?)\n*$", re.S)
RETRIEVED = re.compile(r"The new retrieved facts are mentioned.*?```\s*(\[.*?\])\s*```", re.S)


class Stub(server.Server):
    """`with Stub() as stub:`, the base of its API is `stub.url + "/v1"`."""

    def __init__(self):
        super().__init__(self.wished, self.answer)
        self.seen, self.count = set(), 0

    def wished(self, request):
        text = words(request["body"] if isinstance(request["body"], dict) else {})
        found = WISH.search(text)
        if not found or request["path"].endswith("/moderations"):
            return "no function call" if last(request["body"]).get("role") == "function" else ""
        wish, once = found[1].removesuffix(" once"), found[1].endswith(" once")
        if once and text in self.seen:
            return ""
        self.seen.add(text)
        return wish

    def answer(self, method, path, body, wish):
        if path == "/asked":
            asked = [request for request in self.taken() if request["path"] != path]
            return answers.of_json(asked)
        self.count += 1
        failed = answers.failure(wish, False)
        if failed is None and path.endswith("/embeddings"):
            return answers.of_json(embeddings(body))
        if failed is None and path.endswith("/moderations"):
            return answers.of_json(moderations(body))
        if failed is None and path.endswith("/chat/completions") and not body.get("stream"):
            content = of_memories(body)
            if content is not None:
                return answers.of_json(chat(body, content))
        return answers.answer(method, path, body, wish)


def last(body):
    messages = body.get("messages") if isinstance(body, dict) else None
    return messages[-1] if messages else {}


def words(body):
    """The text that a request is about."""
    text = last(body).get("content") or body.get("prompt") or body.get("input") or ""
    return text if isinstance(text, str) else json.dumps(text)


def vector(text):
    numbers = [0.125] * DIMENSIONS
    for word in re.findall(r"\w+", text.lower()):
        numbers[hashlib.sha256(word.encode()).digest()[0] % DIMENSIONS] += 1.0
    return numbers


def embeddings(body):
    texts = body["input"] if isinstance(body["input"], list) else [body["input"]]
    rows = [{"object": "embedding", "index": index, "embedding": vector(text)} for index, text in enumerate(texts)]
    usage = {"prompt_tokens": len(texts), "total_tokens": len(texts)}
    return {"object": "list", "model": body.get("model"), "data": rows[::-1], "usage": usage}


def moderations(body):
    flagged = "hate" in words(body)
    answer = answers.moderations(body, "")
    for result in answer["results"]:
        result["flagged"] = flagged
        if not flagged:
            result["categories"] = dict.fromkeys(result["categories"], False)
            result["category_scores"] = dict.fromkeys(result["category_scores"], 0.0)
    return answer


def of_memories(body):
    """What mem0 is answered: which facts a text holds, and what is to become of them; None for other questions."""
    text = words(body)
    if body.get("tools"):
        fact = text.rpartition("- New Memory: ")[2].strip()
        call = {"name": "add_memory", "arguments": json.dumps({"data": fact})}
        return {"content": None, "tool_calls": [{"id": "call-1", "type": "function", "function": call}]}
    found = FACTS.search(text)
    if (body.get("response_format") or {}).get("type") != "json_object":
        return {"content": found[1].strip()} if found and found[1] else None
    if found and found[2]:
        return {"content": json.dumps({"facts": [found[2].strip()]})}
    facts = RETRIEVED.search(text)
    added = [{"id": "0", "text": fact, "event": "ADD"} for fact in (ast.literal_eval(facts[1]) if facts else [])]
    return {"content": json.dumps({"memory": added})}


def chat(body, message):
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant"} | message}
    return {
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": body.get("model"), "choices": [choice],
        "usage": answers.USAGE,
    }
