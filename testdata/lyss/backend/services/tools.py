"""Functions that a model may ask for while it answers."""

import json
import logging

import openai

from core.config import get_settings

logger = logging.getLogger(__name__)
settings = get_settings()

GLOSSARY = {
    "x": "The unknown of an equation.",
    "passage": "A part of a document that has a vector of its own.",
    "vector": "A list of numbers that says what a text is about.",
}
FUNCTIONS = [
    {
        "name": "look_up",
        "description": "Looks a word up in the glossary of Lyss.",
        "parameters": {
            "type": "object",
            "properties": {"word": {"type": "string"}},
            "required": ["word"],
        },
    }
]
MOST_ROUNDS = 3


class ToolError(Exception):
    pass


def look_up(word: str) -> str:
    return GLOSSARY.get(word.lower(), "There is no such word.")


CALLABLE = {"look_up": look_up}


def run(call) -> str:
    """What the function says that the model asked for."""
    function = CALLABLE.get(call["name"])
    if function is None:
        raise ToolError(f"the model asked for {call['name']!r}, which there is not")
    try:
        arguments = json.loads(call["arguments"])
    except ValueError as error:
        raise ToolError("the arguments are no JSON") from error
    logger.info("%s(%s)", call["name"], arguments)
    return function(**arguments)


def answer_with_tools(messages):
    """Lets the model call functions until it answers. Gives the text and the names of what was called."""
    messages = list(messages)
    called = []
    for _ in range(MOST_ROUNDS):
        response = openai.ChatCompletion.create(
            model=settings.chat_model,
            messages=messages,
            functions=FUNCTIONS,
            function_call="auto",
        )
        message = response["choices"][0]["message"]
        if not message.get("function_call"):
            return message["content"], called
        call = message["function_call"]
        called.append(call["name"])
        messages.append(message)
        messages.append({"role": "function", "name": call["name"], "content": run(call)})
    raise ToolError("the model does not come to an end")


async def intent(text):
    """Which of the things that the app can do a user wants, from the arguments of a function that is forced."""
    response = await openai.ChatCompletion.acreate(
        model=settings.chat_model,
        messages=[{"role": "user", "content": text}],
        functions=FUNCTIONS,
        function_call={"name": "look_up"},
    )
    arguments = response.choices[0].message.function_call.arguments
    return json.loads(arguments)["word"]
