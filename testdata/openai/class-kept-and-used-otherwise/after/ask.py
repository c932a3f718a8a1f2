import openai
import tools


class Assistant:
    def __init__(self, client=None):
        self.client = client or openai.ChatCompletion

    def ask(self, messages):
        return self.client.create(model="gpt-4", messages=messages)["choices"]


class Painter:
    def __init__(self):
        self.client = tools.watch(openai.Image)
        self.images = openai.Image

    def paint(self, prompt):
        print(self.images.__name__)
        return openai.images.generate(prompt=prompt).model_dump(exclude_unset=True)["data"]


class Several:
    def __init__(self, chat):
        self.client = openai.chat.completions if chat else openai.completions

    def ask(self, **options):
        return self.client.create(**options).model_dump(exclude_unset=True)


def service():
    return openai.Embedding


def is_moderation(x):
    moderation = openai.Moderation
    return x is moderation
