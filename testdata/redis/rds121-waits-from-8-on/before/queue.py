import redis

client = redis.Redis(host="queue")
patient = redis.Redis(host="queue", socket_timeout=None)


def job():
    return client.blpop("jobs")


def job_soon():
    return client.brpop("jobs", timeout=30)


def events(last):
    return client.xread({"events": last}, block=10_000)


def quiet(last, seconds):
    client.blpop("jobs", timeout=2)
    client.blpop("jobs", timeout=seconds)
    client.xread({"events": last}, block=1000)
    client.xread({"events": last})
    return patient.blpop("jobs")
