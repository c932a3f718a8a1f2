import openai


def ask(prompt):
    response = openai.Completion.create(model="ada", prompt=prompt)
    print(response.response_ms, response.organization)
    return response["choices"][0]["text"]


def ask_edit(prompt):
    response = openai.Completion.create(model="ada", prompt=prompt)
    read = response.get
    return read("choices")[0]["text"]
