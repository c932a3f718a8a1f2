from openai.error import Timeout as Slow
from openai.error import InvalidAPIType
