import openai


def ask(messages):
    return (
        openai.chat.completions  # the chat
        .create(  # made anew each time
            model="gpt-4",
            messages=messages,
        )
        # the first one is enough
        .choices[0]  # of one
        .message
        .content
    )


def picture(prompt):
    return (
        openai.images  # pictures
        .generate(prompt=prompt)
        .data[0].url
    )


def first(prompt):
    answer = openai.completions.create(model="davinci-002", prompt=prompt).model_dump(exclude_unset=True)
    return answer[  # all of them
        "choices"
    ][0]["text"]
