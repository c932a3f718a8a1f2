import openai


def also_sent_elsewhere(session, prompt):
    parameters = {"engine": "davinci", "prompt": prompt}
    session.post("/audit", json=parameters)
    return openai.Completion.create(**parameters)["choices"][0]["text"]


def given_twice(prompt):
    parameters = {"engine": "davinci", "model": "text-davinci-003"}
    return openai.Completion.create(prompt=prompt, **parameters)["choices"][0]["text"]


def with_a_key_of_its_own(prompt, key):
    parameters = {"model": "babbage-002", "api_key": key}
    return openai.Completion.create(prompt=prompt, **parameters)["choices"][0]["text"]
