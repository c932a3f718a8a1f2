import nox


@nox.session
def tests(session):
    session.install("pydantic==1.10.9")
