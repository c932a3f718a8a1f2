from util import summarise
OPTS = {"model": "e", "timeout": 5}
print(summarise("x", **OPTS), summarise("y", model="z"))
