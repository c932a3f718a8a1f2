from openai import Image
from openai.error import InvalidRequestError, OpenAIError


def picture(prompt: str, size: str = "512x512"):
    """The address of a picture, or None if the prompt was refused."""
    try:
        return Image.create(prompt=prompt, n=1, size=size)["data"][0]["url"]
    except InvalidRequestError:
        return None
    except OpenAIError as error:
        raise RuntimeError(f"no picture: {error}") from error
