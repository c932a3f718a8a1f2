import redis
import redis.asyncio


class Clients:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.redis = redis.Redis(host="cache")
        return self.get_response(request)


async def dispatch(request, call_next):
    request.state.redis = redis.asyncio.Redis(host="cache")
    return await call_next(request)


async def each(request):
    if not hasattr(request.ctx, "redis"):
        request.ctx.redis = redis.asyncio.Redis(host="cache")


async def start(request):
    request["redis"] = redis.asyncio.Redis(host="cache")


async def quiet(request, app):
    request.app.state.redis = redis.asyncio.Redis(host="cache")
    app.ctx.redis = redis.asyncio.Redis(host="cache")
    app["redis"] = redis.asyncio.Redis(host="cache")
