from util import summarise
OPTS = {"engine": "e", "request_timeout": 5}
print(summarise("x", **OPTS), summarise("y", engine="z"))
