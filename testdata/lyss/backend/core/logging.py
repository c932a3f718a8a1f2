import logging
import time
import uuid

from fastapi import Request

logger = logging.getLogger("lyss.access")


def setup(level: str) -> None:
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("urllib3").setLevel(logging.WARNING)
    logging.getLogger("openai").setLevel(logging.WARNING)


async def request_id(request: Request, call_next):
    """Gives every answer the id under which the logs have the request."""
    name = request.headers.get("x-request-id") or uuid.uuid4().hex
    request.state.request_id = name
    started = time.perf_counter()
    response = await call_next(request)
    took = (time.perf_counter() - started) * 1000
    logger.info("%s %s %s %.0f ms %s", request.method, request.url.path, response.status_code, took, name)
    response.headers["x-request-id"] = name
    return response
