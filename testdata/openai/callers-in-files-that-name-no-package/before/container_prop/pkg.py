from app.llm import Bot
class C:
    @property
    def b(self):
        return Bot()
c = C()
