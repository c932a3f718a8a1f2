import llm


def report(prompt):
    print(llm.ask(prompt).usage.total_tokens)
