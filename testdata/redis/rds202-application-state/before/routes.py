async def stop(request):
    await request.app.state.redis.close()
    await request.app.other.redis.close()
    await request.app.state.database.close()


async def save(request, mapping):
    redis = request.app.state.redis
    await redis.hmset("k", mapping)
