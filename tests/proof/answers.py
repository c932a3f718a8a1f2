"""What the server says to a request: made of the request alone, so that two versions that ask the same hear the same.

Keys stand in the order in which 1.x keeps them: another one is `key-order` in the pack's list of accepted differences.
"""

import json

TOOL_CALL = {"arguments": '{"word": "x"}', "name": "look_up"}
USAGE = {"completion_tokens": 4, "prompt_tokens": 3, "total_tokens": 7}
CATEGORIES = {
    "hate": True, "hate/threatening": False, "self-harm": False, "sexual": False, "sexual/minors": False,
    "violence": True, "violence/graphic": False,
}
SCORES = {name: (0.75 if flagged else 0.125) for name, flagged in CATEGORIES.items()}
FILE = {
    "id": "file-1", "object": "file", "bytes": 7, "created_at": 1, "filename": "examples.jsonl", "purpose": "fine-tune",
    "status": "processed",
}
JOB = {
    "id": "job-1", "object": "fine_tuning.job", "created_at": 1, "finished_at": 2, "model": "gpt-3.5-turbo",
    "fine_tuned_model": "ft:gpt-3.5-turbo", "organization_id": "org-1", "status": "succeeded", "training_file": "file-1",
    "validation_file": None, "result_files": ["file-2"], "trained_tokens": 9, "hyperparameters": {"n_epochs": 3},
    "seed": 1, "error": None,
}
SUBTITLES = "1\n00:00:00,000 --> 00:00:01,000\nhello\n"


class Answer:
    """A status, a kind of content and pieces that are sent one after another."""

    def __init__(self, pieces, status=200, kind="application/json", headers=None, promised=None):
        self.pieces, self.status, self.kind, self.headers = pieces, status, kind, headers or {}
        # The length that the header gives, where the answer breaks off before it.
        self.length = promised or sum(map(len, pieces))


def of_json(value, status=200, **more):
    return Answer([json.dumps(value).encode()], status, **more)


def listed(items):
    return {"data": items, "object": "list"}


def model(name):
    return {"id": name, "created": 1, "object": "model", "owned_by": "openai"}


def last_words(body):
    messages = body.get("messages") or [{}]
    last = messages[-1]
    return last.get("content") if isinstance(last, dict) else last


def chat_message(body, wish):
    if wish == "a function call" or (body.get("functions") and wish != "no function call"):
        return {"content": None, "role": "assistant", "function_call": TOOL_CALL}, "function_call"
    if wish == "a tool call":
        call = {"id": "call-1", "function": TOOL_CALL, "type": "function"}
        return {"content": None, "role": "assistant", "tool_calls": [call]}, "tool_calls"
    content = wish[len("says "):] if wish.startswith("says ") else f" yes: {last_words(body)} "
    return {"content": content, "role": "assistant"}, "stop"


def chat(body, wish):
    message, reason = chat_message(body, wish)
    choices = [
        {"finish_reason": reason, "index": index, "message": message}
        for index in range(body.get("n") or 1)
    ]
    answer = {
        "id": "chatcmpl-1", "choices": choices, "created": 1, "model": body.get("model"),
        "object": "chat.completion", "usage": USAGE,
    }
    if wish == "no usage":
        del answer["usage"]
    return answer


def completion(body, _):
    prompts = body.get("prompt")
    count = (len(prompts) if isinstance(prompts, list) else 1) * (body.get("n") or 1)
    choices = [
        {"finish_reason": "stop" if index < 2 else "length", "index": index, "logprobs": None, "text": f" yes: {prompts} "}
        for index in range(count)
    ]
    return {
        "id": "cmpl-1", "choices": choices, "created": 1, "model": body.get("model"),
        "object": "text_completion", "usage": USAGE,
    }


def embeddings(body, _):
    texts = body.get("input")
    texts = texts if isinstance(texts, list) else [texts]
    # Lists although base64 is asked for, as many servers that speak this language answer.
    data = [{"embedding": [0.5, 1.0 + n], "index": n, "object": "embedding"} for n in range(len(texts))]
    return {
        "data": data[::-1], "model": body.get("model"), "object": "list",
        "usage": {"prompt_tokens": 1, "total_tokens": 1},
    }


def moderations(body, _):
    texts = body.get("input")
    count = len(texts) if isinstance(texts, list) else 1
    return {
        "id": "modr-1", "model": "text-moderation-007",
        "results": [{"categories": CATEGORIES, "category_scores": SCORES, "flagged": True} for _ in range(count)],
    }


def images(body, _):
    encoded = str(body.get("response_format")) == "b64_json"
    one = {"b64_json": "aGk="} if encoded else {"url": f"https://images/{body.get('prompt', 'variation')}.png"}
    return {"created": 1, "data": [one] * int(body.get("n") or 1)}


def chat_pieces(body, wish):
    message, reason = chat_message(body, wish)
    deltas = [({"role": "assistant"}, None)]
    if message["content"] is None:
        first = {"name": TOOL_CALL["name"], "arguments": ""}
        deltas = [({"role": "assistant", "content": None, "function_call": first}, None)]
        deltas += [({"function_call": {"arguments": part}}, None) for part in ('{"word": ', '"x"}')]
    else:
        deltas += [({"content": word}, None) for word in ("yes", ": ", str(last_words(body)))]
    deltas.append(({}, reason))
    tail = {"created": 1, "model": body.get("model"), "object": "chat.completion.chunk"}
    if wish == "a first chunk without choices":
        yield {"id": "chatcmpl-1", "choices": []} | tail
    for delta, reason in deltas:
        yield {"id": "chatcmpl-1", "choices": [{"delta": delta, "finish_reason": reason, "index": 0}]} | tail


def completion_pieces(body, _):
    tail = {"created": 1, "model": body.get("model"), "object": "text_completion"}
    for text, reason in (("yes", None), (": ", None), (str(body.get("prompt")), None), ("", "stop")):
        yield {"id": "cmpl-1", "choices": [{"finish_reason": reason, "index": 0, "logprobs": None, "text": text}]} | tail


def events_of(chunks, done=True):
    pieces = [f"data: {json.dumps(chunk)}\n\n".encode() for chunk in chunks]
    return Answer(pieces + [b"data: [DONE]\n\n"] * done, kind="text/event-stream")


def error(status, message="it was refused", **more):
    return {"error": {"message": message, "type": "a_type", "param": "a_param", "code": "a_code"} | more}, status


def failure(wish, streams):
    """The answer of an event that is a failure; None if it is none. What breaks a connection is the server's own."""
    if wish.isdigit():
        return of_json(*error(int(wish)), headers={"retry-after": "0", "x-request-id": "req-1"})
    status, _, shape = wish.partition(" ")
    if status.isdigit() and shape == "without an error":
        return of_json({"detail": "it was refused"}, int(status))
    if status.isdigit() and shape == "as text":
        return Answer([b"<html>refused</html>"], int(status), "text/html")
    if wish == "an error in a stream":
        return events_of([error(200)[0]], done=False)
    if wish == "broken JSON":
        return Answer([b'{"id": "chatcmpl-1", "choi'])
    if wish == "an answer that breaks off":
        return Answer([b'data: {"id"' if streams else b'{"id": "chat'], promised=4096)
    return None


OF_RESOURCES = {
    "chat/completions": (chat, chat_pieces),
    "completions": (completion, completion_pieces),
    "embeddings": (embeddings, None),
    "moderations": (moderations, None),
    "images/generations": (images, None),
    "images/edits": (images, None),
    "images/variations": (images, None),
}


def audio(body):
    shape = body.get("response_format") or "json"
    if shape in ("text", "srt", "vtt"):
        return Answer([SUBTITLES.encode()], kind="text/plain; charset=utf-8")
    whole = {"text": "hello"}
    if shape == "verbose_json":
        whole |= {"task": "transcribe", "language": "german", "duration": 1.5, "segments": []}
    return of_json(whole)


def stored(method, parts):
    """Files, models and fine-tuning jobs: what is listed, made, asked for and deleted by its name."""
    kind, name, rest = parts[0], parts[1] if len(parts) > 1 else None, parts[2:]
    if kind == "fine_tuning":
        name, rest = parts[2] if len(parts) > 2 else None, parts[3:]
        if rest == ["events"]:
            event = {"object": "fine_tuning.job.event", "id": "event-1", "created_at": 1, "level": "info", "message": "done"}
            return of_json(listed([event]))
        status = "cancelled" if rest == ["cancel"] else "succeeded"
        return of_json(JOB | {"status": status} if name or method == "POST" else listed([JOB]))
    if method == "DELETE":
        return of_json({"id": name, "object": kind[:-1], "deleted": True})
    if rest == ["content"]:
        return Answer([b"first line\nsecond line\n"], kind="application/octet-stream")
    if kind == "models":
        return of_json(model(name) if name else listed([model("gpt-4"), model("davinci-002")]))
    return of_json(FILE if name or method == "POST" else listed([FILE]))


def answer(method, path, body, wish=""):
    """The answer to a request, or the failure that is wished for."""
    streams = str(body.get("stream")).lower() == "true"
    failed = failure(wish, streams)
    if failed:
        return failed
    parts = resource(path)
    for holder in ("/engines/", "/deployments/"):
        if holder in path:
            body = body | {"model": path.split(holder)[1].split("/")[0]}
    name = "/".join(parts)
    if parts[:1] == ["audio"]:
        return audio(body)
    if name in OF_RESOURCES:
        whole, pieces = OF_RESOURCES[name]
        return events_of(pieces(body, wish)) if streams and pieces else of_json(whole(body, wish))
    if parts and parts[0] in ("files", "models", "fine_tuning"):
        return stored(method, parts)
    return of_json(*error(404, f"no such path: {path}"))


ROOTS = ("chat", "completions", "embeddings", "moderations", "images", "audio", "files", "models", "fine_tuning")


def resource(path):
    """The parts of a path behind the base, the engine and the deployment, whatever the base is."""
    parts = [part for part in path.split("?")[0].split("/") if part]
    for holder in ("engines", "deployments"):
        if holder in parts[:-2]:
            return parts[parts.index(holder) + 2:]
    for at, part in enumerate(parts):
        if part in ROOTS:
            return parts[at:]
    return parts
