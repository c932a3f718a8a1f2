class Record:
    def __init__(self, resp):
        self.resp = resp

    @property
    def text(self):
        return self.resp.choices[0].message.content

    def as_dict(self):
        return {"text": self.text, "id": self.resp["id"]}
