def build():
    import json, redis.commands.search.index_definition as idx  # late

    return idx.IndexDefinition(prefix=[json.dumps("a")])
