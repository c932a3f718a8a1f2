# /// script
# dependencies = ["nox>=2024"]
# ///
import nox

LINT = ["ruff==0.4.1", "mypy"]


@nox.session(python=["3.11"])
def tests(session):
    session.install("-e", ".[test]", "-r", "requirements.txt")
    session.install("pytest>=8", "redis==5.0.1", "--no-deps")
    session.install(f"django=={VERSION}")
    session.run("pip", "install", "coverage<8")
    session.run("pytest", "install")


@nox.session(name="lint")
def _lint(s: nox.Session) -> None:
    s.install(*LINT)
    s.conda_install("numpy=1.26", "--channel", "x")
    s.install(*nox.project.dependency_groups(x, "dev"))
