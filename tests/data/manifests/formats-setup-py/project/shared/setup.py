from setuptools import setup
asn1 = ["pyasn1"]
setup(extras_require={"a": ["x"] + asn1}, install_requires=["rsa"] + asn1)
