import openai


def _arguments(**arguments):
    """Gives the arguments of a call the names that they have now."""
    model = arguments.pop("engine", None)
    if model:
        arguments["model"] = model
    return arguments


def _client_and_arguments(**arguments):
    """Splits the arguments of a call: the client that its settings ask for, and the rest."""
    client = openai.OpenAI(api_key=arguments.pop("api_key", None) or None)
    return client, arguments


def also_sent_elsewhere(session, prompt):
    parameters = {"engine": "davinci", "prompt": prompt}
    session.post("/audit", json=parameters)
    return openai.completions.create(**_arguments(**parameters)).choices[0].text


def given_twice(prompt):
    parameters = {"engine": "davinci", "model": "text-davinci-003"}
    return openai.completions.create(prompt=prompt, **_arguments(**parameters)).choices[0].text


def with_a_key_of_its_own(prompt, key):
    parameters = {"model": "babbage-002", "api_key": key}
    client, arguments = _client_and_arguments(**parameters)
    return client.completions.create(prompt=prompt, **arguments).choices[0].text
