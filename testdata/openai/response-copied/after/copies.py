import openai


def changed(messages):
    response = openai.chat.completions.create(model="gpt-4", messages=messages)
    message = response.choices[0].message.model_dump(exclude_unset=True).copy()
    message["content"] = message["content"].strip()
    history = [message, response.choices[0].message.model_dump(exclude_unset=True).copy()]
    return history[0]["content"], history[1]["role"], response.id
