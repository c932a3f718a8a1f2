class Base:
    def ask(self, prompt):
        return self.client.create(model="davinci", prompt=prompt).choices[0].text
