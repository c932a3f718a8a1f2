import json
import logging

import openai

log = logging.getLogger(__name__)


def ask(messages):
    response = openai.chat.completions.create(model="gpt-4", messages=messages)
    print(json.dumps(response.model_dump(exclude_unset=True), indent=2))
    print(f"got {json.dumps(response.model_dump(exclude_unset=True), indent=2)} {response.model_dump(exclude_unset=True)!r}")
    print("got %s and %s" % (json.dumps(response.choices[0].model_dump(exclude_unset=True), indent=2), 1))
    print("%(id)s" % response.model_dump(exclude_unset=True))
    print("{0[id]}".format(response.model_dump(exclude_unset=True)))
    print("got {}".format(json.dumps(response.model_dump(exclude_unset=True), indent=2)))
    logging.info("got %s", json.dumps(response.model_dump(exclude_unset=True), indent=2))
    log.debug("got %s", json.dumps(response.model_dump(exclude_unset=True), indent=2))
    return json.dumps(response.model_dump(exclude_unset=True), indent=2) + str([item.model_dump(exclude_unset=True) for item in response.choices])


def ask_as_dict(messages):
    response = openai.chat.completions.create(model="gpt-4", messages=messages).model_dump(exclude_unset=True)
    print(json.dumps(response, indent=2))
    response["seen"] = True
    return json.dumps(response["choices"][0]["message"], indent=2).strip()
