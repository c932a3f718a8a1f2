"""One place asks, and whoever asked knows whether it gets a stream."""

import openai


class Talk:
    def __init__(self, model, streams):
        self.model = model
        self.streams = streams
        self.answers = []

    def ask(self, messages):
        response = openai.ChatCompletion.create(
            model=self.model,  # whatever the caller likes
            messages=messages,
            stream=self.streams,
        )
        if not self.streams:
            self.answers.append(response)
            if response.choices[0].finish_reason == "length":
                raise RuntimeError("too long")
        return response
