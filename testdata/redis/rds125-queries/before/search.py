import redis
from redis.commands.search.aggregation import AggregateRequest
from redis.commands.search.query import Query

r = redis.Redis()


def found(text):
    return r.ft("docs").search(Query(text).paging(0, 10))


def vectors(text, vector):
    query = Query(text).return_fields("id").dialect(2)
    return r.ft("docs").search(query, {"vector": vector})


def built(text):
    return Query(text).sort_by("at")


def of_an_old_dialect(text):
    return r.ft("docs").search(built(text).dialect(1))


def counted():
    return r.ft("docs").aggregate(AggregateRequest("*").group_by("@kind"))


def plain():
    return r.ft("docs").search("@title:hello")
