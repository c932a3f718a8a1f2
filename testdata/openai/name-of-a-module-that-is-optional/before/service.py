from eager import library


async def complete(prompt):
    answer = await library().Completion.acreate(model="davinci-002", prompt=prompt)
    return answer["choices"][0]["text"]
