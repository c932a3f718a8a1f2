import openai


class Talk:
    def __init__(self):
        self.messages = []

    def say(self, text):
        self.messages.append({"role": "user", "content": text})
        response = openai.chat.completions.create(model="gpt-4", messages=self.messages)
        message = response.choices[0].message
        self.messages.append({"role": message.role, "content": message.content})
        return message.content
