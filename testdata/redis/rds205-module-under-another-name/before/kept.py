import redis.commands.search.indexDefinition as idx

modules = {"index": idx}


def of():
    return modules["index"].IndexDefinition(prefix=["a"])
