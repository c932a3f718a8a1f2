import redis

QUEUES = ["mail", "sms", "push"]

for queue in QUEUES:
    connection = redis.Redis(host="queue")
    print(queue, connection.llen(queue))
