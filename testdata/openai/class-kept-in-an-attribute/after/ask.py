import openai

chat = openai.chat


class Assistant:
    def __init__(self, key):
        self.client = openai.chat
        self.jobs = openai.fine_tuning
        openai.api_key = key

    def ask(self, messages):
        answer = self.client.completions.create(model="gpt-4", messages=messages)
        return answer.choices[0].message.content

    async def ask_later(self, messages):
        answer = await openai.AsyncOpenAI(api_key=openai.api_key).chat.completions.create(model="gpt-4", messages=messages)
        return answer.choices[0].message.content

    def train(self, file):
        jobs = self.jobs
        return jobs.jobs.create(training_file=file, model="gpt-3.5-turbo").id


class Transcriber:
    engine = None

    def start(self):
        if self.engine is None:
            self.engine = openai.audio

    def text(self, path):
        with open(path, "rb") as file:
            return self.engine.transcriptions.create(model="whisper-1", file=file).text


def first(messages):
    return chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content


def embedding_of(text, service=openai.Embedding):
    return service.create(model="text-embedding-ada-002", input=text)["data"][0]["embedding"]
