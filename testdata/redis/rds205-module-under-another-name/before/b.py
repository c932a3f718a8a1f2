def build():
    import json, redis.commands.search.indexDefinition as idx  # late

    return idx.IndexDefinition(prefix=[json.dumps("a")])
