from lazy import library


async def complete(prompt):
    """Completes a text."""
    import openai
    answer = await openai.AsyncOpenAI().completions.create(model="davinci-002", prompt=prompt)
    return answer.choices[0].text
