from typing import Literal

Mode = Literal["r", "w"]
