import json
from typing import Any, Dict

import openai


def plain(response: Any) -> Dict[str, Any]:
    """For our own log, whoever made the answer."""
    if hasattr(response, "to_dict_recursive"):
        return response.to_dict_recursive()
    return response


async def ask(messages, log, **more):
    response = await openai.ChatCompletion.acreate(model="gpt-4", messages=messages, **more)
    if more.get("stream"):
        return [plain(chunk) async for chunk in response]
    log.keep(response)
    print(f"got {response}")
    print(json.dumps(plain(response)))
    return response.choices[0]["message"].content
