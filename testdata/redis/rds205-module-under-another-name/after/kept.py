import redis.commands.search.index_definition as idx

modules = {"index": idx}


def of():
    return modules["index"].IndexDefinition(prefix=["a"])
