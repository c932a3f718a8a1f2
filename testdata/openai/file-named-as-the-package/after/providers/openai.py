async def send(prompt: str) -> str:
    import openai

    response = await openai.AsyncOpenAI().chat.completions.create(
        model="gpt-4", messages=[{"role": "user", "content": prompt}]
    )
    return response.choices[0].message.content
