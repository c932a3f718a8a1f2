from setuptools import setup

REDIS = "5.0.1"
EXTRAS = {"jose": ["python-jose==3.3.0"]}
EXTRAS["all"] = EXTRAS["jose"] + ["a==1"]
EXTRAS.update(dev=["pytest"], docs=read("docs.txt"))
setup(
    name="me",
    install_requires=[f"redis=={REDIS}", "openai==" + version()],
    extras_require={**EXTRAS, "x:python_version<'3'": ["c==1"], key(): ["d==1"], **more()},
)
