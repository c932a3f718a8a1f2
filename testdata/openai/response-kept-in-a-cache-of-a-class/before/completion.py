import logging

try:
    import openai

    ERROR = None
except ImportError:
    ERROR = "pip install openai"

logger = logging.getLogger(__name__)


class Completion:
    """Asks with whatever it is configured with, and keeps the answers for others."""

    cache = {}

    @classmethod
    def create(cls, chat=True, **config):
        if ERROR:
            raise ImportError(ERROR)
        key = str(sorted(config))
        kind = openai.ChatCompletion if chat else openai.Completion
        response = cls.cache.get(key) or config.pop("known", None)
        if response is None:
            response = kind.create(**config)
            cls.cache[key] = response
        logger.info("%s", response["usage"].total_tokens)
        return response

    @staticmethod
    def text(response):
        choice = response["choices"][0]
        return choice.get("text") or choice.message["content"]
