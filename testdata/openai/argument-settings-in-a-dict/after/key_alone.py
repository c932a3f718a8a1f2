import openai


def _client_and_arguments(**arguments):
    """Splits the arguments of a call: the client that its settings ask for, and the rest."""
    client = openai.OpenAI(api_key=arguments.pop("api_key", None) or None)
    return client, arguments


def complete(prompt, key):
    parameters = {"model": "babbage-002", "api_key": key}
    client, arguments = _client_and_arguments(**parameters)
    return client.completions.create(prompt=prompt, **arguments).choices[0].text
