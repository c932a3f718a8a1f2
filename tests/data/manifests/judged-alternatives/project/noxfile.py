import nox
@nox.session
def tests(session):
    if old:
        session.install("redis<5")
    else:
        session.install("redis>=5", "redis")
