import openai


def complete(prompt, tone):
    answer = openai.completions.create(
        model="davinci-002",
        extra_body={
            "tone": tone,  # how it sounds
            # what it feels like
            "mood": "good",
        },
        prompt=prompt,
    )
    return answer.choices[0].text


def complete_once(prompt):
    return openai.completions.create(model="davinci-002", prompt=prompt, extra_body={"top_k": 4,
                                    "mood": "good"}).choices[0].text


def complete_twice(prompt):
    answer = openai.completions.create(model="davinci-002", prompt=prompt, extra_body={"seed_text": complete_once(prompt), "mood": "good"})
    return answer.choices[0].text
