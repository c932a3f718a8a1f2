from redis.commands.search.index_definition import IndexDefinition


def make(cls):
    return cls(prefix=["doc:"])


class Holder:
    kind = IndexDefinition

    def build(self):
        return self.kind(prefix=["a"])


make(IndexDefinition)
alias = IndexDefinition
alias(prefix=["b"])
