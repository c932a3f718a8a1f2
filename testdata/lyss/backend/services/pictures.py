import base64
import logging

from openai import Image
from openai.error import InvalidRequestError, OpenAIError

logger = logging.getLogger(__name__)


class NoPicture(Exception):
    pass


def picture(prompt: str, size: str = "512x512"):
    """The address of a picture, or None if the prompt was refused."""
    try:
        return Image.create(prompt=prompt, n=1, size=size)["data"][0]["url"]
    except InvalidRequestError:
        return None
    except OpenAIError as error:
        raise NoPicture(f"no picture: {error.http_status}") from error


async def pictures(prompt: str, count: int, size: str = "512x512"):
    response = await Image.acreate(prompt=prompt, n=count, size=size)
    return [image["url"] for image in response["data"]]


def picture_bytes(prompt: str) -> bytes:
    response = Image.create(prompt=prompt, response_format="b64_json")
    logger.info("picture of %s", response["created"])
    return base64.b64decode(response["data"][0]["b64_json"])
