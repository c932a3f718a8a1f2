import openai


def ask(prompt):
    response = openai.Completion.create(model="ada", prompt=prompt)
    print(response.response_ms, response.organization)
    return response["choices"][0]["text"]


def ask_edit(prompt):
    response = openai.completions.create(model="ada", prompt=prompt).model_dump(exclude_unset=True)
    read = response.get
    return read("choices")[0]["text"]
