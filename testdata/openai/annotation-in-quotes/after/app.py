from typing import TYPE_CHECKING, Optional

if TYPE_CHECKING:
    from openai import RateLimitError
    from openai.openai_response import OpenAIResponse


def remember(error: Optional["RateLimitError"]) -> None:
    print(error)


def output_value(response: "OpenAIResponse") -> str:
    return str(response.data)
