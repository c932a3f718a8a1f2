from setuptools import setup
setup(install_requires=["a==1"
