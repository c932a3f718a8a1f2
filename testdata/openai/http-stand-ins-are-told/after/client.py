class Client:
    def __init__(self, session):
        self.session = session

    def ask(self):
        return self.session.post("https://api.openai.com/v1/chat/completions")
