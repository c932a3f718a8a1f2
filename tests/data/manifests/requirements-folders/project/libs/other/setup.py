from setuptools import setup
setup(name="other", install_requires=["openai"])
