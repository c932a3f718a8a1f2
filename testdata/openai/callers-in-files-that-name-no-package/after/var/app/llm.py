import openai


def ask(messages):
    return openai.chat.completions.create(model="gpt-4", messages=messages).model_dump(exclude_unset=True)


class Bot:
    def ask(self, messages):
        return openai.chat.completions.create(model="gpt-4", messages=messages)


bot = Bot()
