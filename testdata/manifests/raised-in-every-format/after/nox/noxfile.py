import nox


@nox.session
def tests(session):
    session.install("pydantic==2.11.0")
