from setuptools import setup

setup(install_requires=["asyncpg==0.30.0"])
