import openai


def ask(kind, prompt):
    if kind == "completion":
        return openai.completions.create(model="gpt-3.5-turbo-instruct", prompt=prompt).model_dump(exclude_unset=True)
    return openai.chat.completions.create(
        model="gpt-4",
        messages=[{"role": "user", "content": prompt}],
    ).model_dump(exclude_unset=True)


def show(kind, prompt):
    response = ask(kind, prompt)
    print(f"{response['choices'][0]['finish_reason']}: {response['usage']['total_tokens']}")
    if kind == "completion":
        return response["choices"][0]["text"].strip()
    return response["choices"][0]["message"]["content"].strip()
