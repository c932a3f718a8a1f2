from llm import answer

print(answer("Why?"))
