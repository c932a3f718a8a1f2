import openai


def pick(question, functions):
    message = openai.chat.completions.create(
        model="gpt-4",
        messages=[{"role": "user", "content": question}],
        functions=functions,
    ).choices[0].message
    if message.model_dump(exclude_unset=True).get("content", "") is None:
        return "call " + message.function_call.name
    return "text " + message.content
