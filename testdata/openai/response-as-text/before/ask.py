import logging

import openai

log = logging.getLogger(__name__)


def ask(messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    print(response)
    print(f"got {response} {response!r}")
    print("got %s and %s" % (response["choices"][0], 1))
    print("%(id)s" % response)
    print("{0[id]}".format(response))
    print("got {}".format(response))
    logging.info("got %s", response)
    log.debug("got %s", response)
    return str(response) + str(response["choices"])


def ask_as_dict(messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    print(response)
    response["seen"] = True
    return str(response["choices"][0]["message"]).strip()
