"""What the project calls OpenAI by."""

from openai import *  # noqa: F403
