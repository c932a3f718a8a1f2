import sys

from setuptools import setup

requires = ["redis==5.0.1"]
extras = {}
extras["auth"] = ["python-jose[cryptography]==3.4.0"]
extras["more"] = extras["auth"] + ["openai"]

if sys.version_info < (3, 11):
    requires.append("aioredis==2.0.1")
else:
    requires += ["gunicorn==22.0.0"]
requires.extend(["uvicorn==0.24.0"])

setup(name="service", install_requires=requires, extras_require=extras)
