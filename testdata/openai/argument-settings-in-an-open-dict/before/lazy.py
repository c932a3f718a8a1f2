from typing import Any


async def tokens(request: Any, environment: dict, deployment=None):
    import openai

    settings = request.settings
    settings["stream"] = True
    if deployment:
        environment["deployment_id"] = deployment
    answer = await openai.ChatCompletion.acreate(
        **environment,
        messages=[{"role": "user", "content": request.prompt}],
        **settings,
    )
    async for chunk in answer:
        yield chunk["choices"][0]["delta"].get("content", "")
