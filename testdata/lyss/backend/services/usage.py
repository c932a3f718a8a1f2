"""What models were asked for since the process began, for the metrics."""

import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Dict, Mapping

PRICES = {
    # Dollars for a thousand tokens: prompt, completion.
    "gpt-3.5-turbo": (0.0015, 0.002),
    "gpt-3.5-turbo-16k": (0.003, 0.004),
    "gpt-4": (0.03, 0.06),
    "text-embedding-ada-002": (0.0001, 0.0),
}


@dataclass
class Meter:
    prompt: Counter = field(default_factory=Counter)
    completion: Counter = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, model: str, usage: Mapping[str, int]) -> None:
        with self.lock:
            self.prompt[model] += usage["prompt_tokens"]
            self.completion[model] += usage.get("completion_tokens", 0)

    def cost(self) -> float:
        total = 0.0
        for model in set(self.prompt) | set(self.completion):
            prompt, completion = PRICES.get(model, (0.0, 0.0))
            total += (self.prompt[model] * prompt + self.completion[model] * completion) / 1000
        return round(total, 6)

    def as_dict(self) -> Dict[str, Dict[str, int]]:
        return {
            model: {"prompt": self.prompt[model], "completion": self.completion[model]} for model in sorted(self.prompt)
        }


meter = Meter()


def record(model, usage):
    meter.add(model, usage)
