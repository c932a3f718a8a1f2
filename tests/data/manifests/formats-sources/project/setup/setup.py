from pathlib import Path
from setuptools import setup
here = Path(__file__).parent
requirements = (here / "deps/run.in").read_text().splitlines()
setup(name="x", install_requires=requirements + ["attrs>=1"])
