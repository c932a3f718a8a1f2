import openai


def ask(messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    message = response["choices"][0]["message"]
    if "function_call" in message:
        return message["function_call"]["name"], message["function_call"]["arguments"]
    return message["content"], None
