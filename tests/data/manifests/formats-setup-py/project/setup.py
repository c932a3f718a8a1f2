"""Installs."""
from setuptools import setup, find_packages

REQUIRED = [
    "openai==0.28.1",
    'redis[hiredis]>=5',
]
REQUIRED += ["httpx<0.28"]
TESTS = ("pytest", "pytest-cov")
version = "1.0"

setup(
    name="old",
    install_requires=REQUIRED + ["pydantic>=1.10,<2"],
    extras_require={
        "test": TESTS,
        "all": list(TESTS) + ["tox"],
        ":python_version<'3.11'": ["tomli"],
        "nix:sys_platform=='linux'": ["uvloop"],
        "made": [f"own=={version}"],
    },
    setup_requires=["wheel"],
    tests_require=open("requirements-test.txt").read().splitlines(),
)
