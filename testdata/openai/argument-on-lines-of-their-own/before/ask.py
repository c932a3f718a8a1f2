import openai


def complete(prompt, tone):
    answer = openai.Completion.create(
        engine="davinci-002",
        tone=tone,  # how it sounds
        # what it feels like
        mood="good",
        request_timeout=None,
        prompt=prompt,
    )
    return answer["choices"][0]["text"]


def complete_once(prompt):
    return openai.Completion.create(engine="davinci-002", prompt=prompt, top_k=4,
                                    mood="good")["choices"][0]["text"]


def complete_twice(prompt):
    answer = openai.Completion.create(model="davinci-002", seed_text=complete_once(prompt), prompt=prompt, mood="good")
    return answer["choices"][0]["text"]
