async def complete(prompt):
    import openai

    answer = await openai.Completion.acreate(model="m", prompt=prompt)
    return answer["choices"][0]["text"]
