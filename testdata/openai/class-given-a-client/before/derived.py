import openai


class Asker:
    resource = openai.ChatCompletion

    def now(self, prompt, key):
        return self.resource.create(model="m", messages=prompt, api_key=key)["id"]


class Other(Asker):
    resource = openai.Completion
print(Asker().now("a", "k"), Other().now("b", "k"))
