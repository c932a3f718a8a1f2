from typing import List, Optional
import openai


class Writer:
    def parameters(self):
        return {"model": "a"}


class Slow(Writer):
    def parameters(self):
        return {"engine": "a", "request_timeout": 60}


def one(w: Optional[Writer], prompt):
    return openai.Completion.create(prompt=prompt, **w.parameters()).choices[0].text


def each(ws: List[Writer], prompt):
    return [openai.Completion.create(prompt=prompt, **w.parameters()).choices[0].text for w in ws]


def run(prompt):
    return one(Slow(), prompt), each([Writer(), Slow()], prompt)
