from importlib import import_module


class Engine:
    module: str = "openai.ChatCompletion"
    create: str = "create"

    def __init__(self, module=None):
        self.module = module or self.module

    @property
    def model(self):
        path, name = self.module.rsplit(".", 1)
        return getattr(import_module(path), name)

    def ask(self, **arguments):
        return getattr(self.model, self.create)(**arguments)


class Own(Engine):
    module: str = "own.ChatCompletion"
    create: str = "send"
