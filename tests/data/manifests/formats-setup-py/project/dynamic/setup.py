import setuptools
from pathlib import Path

def requirements():
    return Path("requirements.txt").read_text().splitlines()

setuptools.setup(install_requires=requirements(), **settings)
