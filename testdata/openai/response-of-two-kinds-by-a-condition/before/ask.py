import openai


def ask(kind, prompt):
    if kind == "completion":
        return openai.Completion.create(model="gpt-3.5-turbo-instruct", prompt=prompt)
    return openai.ChatCompletion.create(
        model="gpt-4",
        messages=[{"role": "user", "content": prompt}],
    )


def show(kind, prompt):
    response = ask(kind, prompt)
    print(f"{response.choices[0].finish_reason}: {response['usage']['total_tokens']}")
    if kind == "completion":
        return response.choices[0].text.strip()
    return response.choices[0]["message"]["content"].strip()
