import openai


def complete(prompt, base, settings, key):
    parameters = {"model": "babbage-002", "api_key": key, **settings}
    answer = openai.Completion.create(
        prompt=prompt,  # as it was typed
        api_base=base,  # of this customer
        **parameters,  # whatever else is asked for
    )
    return answer["choices"][0]["text"]
