from lazy import library


async def complete(prompt):
    """Completes a text."""
    answer = await library().Completion.acreate(model="davinci-002", prompt=prompt)
    return answer["choices"][0]["text"]
