import openai


def ask(messages):
    response = openai.chat.completions.create(model="gpt-4", messages=messages)
    message = response.choices[0].message
    if message.function_call is not None:
        return message.function_call.name, message.function_call.arguments
    return message.content, None
