from llm import *


def contents(all_messages):
    for messages in all_messages:
        try:
            yield ask(messages).choices[0].message.content
        except Busy:
            yield None
