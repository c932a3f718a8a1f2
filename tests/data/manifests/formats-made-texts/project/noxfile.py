import nox

FASTAPI = "0.104.1"
EXTRA = "standard"


@nox.session(python=["3.8"])
@nox.parametrize("redis", ["4.6.0", "5.0.1"])
@nox.parametrize("jose,openai", [("3.3.0", "0.28.1"), nox.param("3.4.0", "1.0.0", id="new")])
def tests(session, redis, jose, openai):
    session.install(f"redis=={redis}", "python-jose==%s" % jose)
    session.install("openai=={}".format(openai))
    session.install("fastapi==" + FASTAPI, f"uvicorn[{EXTRA}]==0.2")
    session.install("a==%s,<%d" % (jose, 2), f"b=={redis!r}", "c==" + unknown)
    session.run("pip", "install", f"d=={redis}")


@nox.session
@nox.parametrize("django", [3, 4.2])
def numbers(session, django):
    session.install("django==%s" % django, f"redis=={redis}")
