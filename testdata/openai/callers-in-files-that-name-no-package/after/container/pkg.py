from app.llm import Bot
class C:
    def __init__(self):
        self.b = Bot()
c = C()
