import openai
from openai import OpenAI
from openai.resources.chat.completions import Completions
from openai.types import Edit
from openai.types.beta import Thread
from openai.types.beta.threads import MessageContentText, ThreadMessage

client = OpenAI()


def first(thread: Thread) -> ThreadMessage:
    return client.beta.threads.messages.list(thread.id).data[0]


def text(message: openai.types.beta.threads.ThreadMessage) -> str:
    return "".join(one.text.value for one in message.content if isinstance(one, MessageContentText))


def is_edit(answer, completions: Completions) -> bool:
    return isinstance(answer, Edit) or completions.create is None
