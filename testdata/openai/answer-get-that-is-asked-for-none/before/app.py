import openai


def pick(question, functions):
    message = openai.ChatCompletion.create(
        model="gpt-4",
        messages=[{"role": "user", "content": question}],
        functions=functions,
    )["choices"][0]["message"]
    if message.get("content", "") is None:
        return "call " + message["function_call"]["name"]
    return "text " + message["content"]
