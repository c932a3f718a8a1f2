from redis import asyncio as redis


async def start(app, make):
    app.state.session = make()
    app.state.mixed = redis.Redis()


async def change(app, make):
    app.state.mixed = make()


async def stop(app):
    await app.state.session.close()
    await app.state.mixed.close()
