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


by_url = redis.from_url("redis://queue")
patient_by_url = redis.from_url("redis://queue?socket_timeout=60")
patient_by_argument = redis.Redis.from_url("redis://queue", socket_timeout=60)


def job_by_url():
    return by_url.blpop("jobs")


def quiet_by_url():
    patient_by_url.blpop("jobs")
    return patient_by_argument.blpop("jobs")
