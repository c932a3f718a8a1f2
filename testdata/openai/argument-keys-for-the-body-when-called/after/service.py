import openai


def _chat_completions_arguments(**arguments):
    """Gives the arguments of a call the names that they have now."""
    extra_headers = arguments.pop("headers", None)
    if extra_headers:
        arguments["extra_headers"] = extra_headers
    request_id = arguments.pop("request_id", None)
    if request_id:
        extra_headers = arguments.get("extra_headers") or {}
        arguments["extra_headers"] = {**extra_headers, "X-Request-Id": request_id}
    unknown = [
        "min_p",
        "top_k",
    ]
    body = {key: arguments.pop(key) for key in unknown if key in arguments}
    if body:
        arguments["extra_body"] = body
    return arguments


def _completions_arguments(**arguments):
    """Gives the arguments of a call the names that they have now."""
    unknown = [
        "top_k",
    ]
    body = {key: arguments.pop(key) for key in unknown if key in arguments}
    if body:
        arguments["extra_body"] = body
    return arguments


def _client_and_arguments(**arguments):
    """Splits the arguments of a call: the client that its settings ask for, and the rest."""
    client = openai.OpenAI(api_key=arguments.pop("api_key", None) or None)
    return client, arguments


def asked_for(messages, top_k):
    config = {"model": "gpt-4"}
    config.setdefault("top_k", top_k)
    return len(openai.chat.completions.create(**_chat_completions_arguments(**config), messages=messages).id)


def beside_one(messages, top_k):
    config = {"model": "gpt-4", "min_p": 0.1}
    return openai.chat.completions.create(messages=messages, **_chat_completions_arguments(top_k=top_k, **config)).id


def another_method(prompt):
    options = {"model": "davinci", "top_k": 0, "prompt": prompt}
    options["top_k"] += 1
    return openai.completions.create(**_completions_arguments(**options)).id


def with_settings(messages, key):
    config = {"model": "gpt-4", "api_key": key}
    client, arguments = _client_and_arguments(**config)
    return client.chat.completions.create(messages=messages, extra_body={"top_k": 1, "min_p": 2}, **arguments).id


def headers_twice(messages, trace):
    config = {"model": "gpt-4", "headers": {"X-Team": "search"}}
    return openai.chat.completions.create(messages=messages, **_chat_completions_arguments(request_id=trace, **config)).id
