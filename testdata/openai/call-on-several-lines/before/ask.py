import openai


def ask(messages):
    return (
        openai.ChatCompletion  # the chat
        .create(  # made anew each time
            engine="gpt-4",
            messages=messages,
        )
        # the first one is enough
        ["choices"][0]  # of one
        .get("message")
        ["content"]
    )


def picture(prompt):
    return (
        openai.Image  # pictures
        .create(prompt=prompt)
        ["data"][0][
            "url"
        ]
    )


def first(prompt):
    answer = openai.Completion.create(engine="davinci-002", prompt=prompt)
    return answer[  # all of them
        "choices"
    ][0]["text"]
