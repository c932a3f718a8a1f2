from setuptools import setup

setup(install_requires=["asyncpg==0.27.0"])
