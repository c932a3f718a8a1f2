import openai


class Store:
    def __init__(self):
        self.files = openai.files

    def add(self, path):
        with open(path, "rb") as examples:
            return self.files.create(file=examples, purpose="fine-tune").id

    def names(self):
        return [file.filename for file in self.files.list().data]

    async def size(self, name):
        return (await openai.AsyncOpenAI().files.retrieve(name)).bytes

    def lines(self, name):
        return self.files.content(name).read().decode().splitlines()
