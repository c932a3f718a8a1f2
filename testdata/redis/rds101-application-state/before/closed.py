import redis


def start(app):
    app.state.cache = redis.ConnectionPool(host="h")


def stop(app):
    app.state.cache = None


def read(request):
    return redis.Redis(host="other", connection_pool=request.app.state.cache)
