import openai

chat = openai.ChatCompletion


class Assistant:
    def __init__(self, key):
        self.client = openai.ChatCompletion
        self.jobs = openai.FineTuningJob
        openai.api_key = key

    def ask(self, messages):
        answer = self.client.create(model="gpt-4", messages=messages)
        return answer["choices"][0]["message"]["content"]

    async def ask_later(self, messages):
        answer = await self.client.acreate(model="gpt-4", messages=messages)
        return answer["choices"][0]["message"]["content"]

    def train(self, file):
        jobs = self.jobs
        return jobs.create(training_file=file, model="gpt-3.5-turbo")["id"]


class Transcriber:
    engine = None

    def start(self):
        if self.engine is None:
            self.engine = openai.Audio

    def text(self, path):
        with open(path, "rb") as file:
            return self.engine.transcribe("whisper-1", file)["text"]


def first(messages):
    return chat.create(model="gpt-4", messages=messages).choices[0].message.content


def embedding_of(text, service=openai.Embedding):
    return service.create(model="text-embedding-ada-002", input=text)["data"][0]["embedding"]
