"""Run as `python app/main.py`."""

from llm import ask
from tools.report import report

print(ask("Hi").choices[0].message.content)
report("Hi")
