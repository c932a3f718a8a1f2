import openai


class Convo:
    def __init__(self, model):
        self.model = model

    def request(self, messages, stream=False):
        response = openai.ChatCompletion.create(
            model=self.model,
            messages=messages,
            stream=stream,
        )
        return response

    def receive_stream(self, messages):
        return self.request(messages, stream=True)

    def receive(self, messages):
        response = self.request(messages, stream=False)
        if response.choices[0].finish_reason == "stop":
            return response
        return False
