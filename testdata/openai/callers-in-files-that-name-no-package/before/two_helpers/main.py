from app.llm import LLM
from app.parse import parse, tokens

llm = LLM()
r = llm.complete("x")
print(parse(r), tokens(r))
