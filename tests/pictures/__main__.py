"""python -m pictures: draws what the documents show."""

import argparse
import os
import subprocess
import sys
import tempfile

from report_html.browser import Browser, cache
from report_html.projects import planned

from . import terminal

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PICTURES = os.path.join(ROOT, "docs", "pictures")
EXAMPLE = os.path.join(ROOT, "testdata", "lyss")
# Each with the folder where it runs.
COMMANDS = {"check.svg": ("backend", ["check", "--select", "OAI102", "services/embeddings.py", "services/usage.py"])}
COLUMNS = 116
# The finding that says most in one look, by its file and its number there.
SHOWN = ("backend/services/moderation.py", 0)
FONT = "fonts-wqy-microhei"


def main():
    parser = argparse.ArgumentParser(prog="pictures", description=__doc__)
    parser.add_argument("--exuvia", required=True, help="the program that is shown")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a picture of the terminal is not what is printed")
    given = parser.parse_args()
    exuvia = os.path.abspath(given.exuvia)
    drawn = {name: draw(exuvia, *command) for name, command in COMMANDS.items()}
    if given.check:
        return check(drawn)
    os.makedirs(PICTURES, exist_ok=True)
    for name, text in drawn.items():
        with open(os.path.join(PICTURES, name), "w", encoding="utf-8") as file:
            file.write(text)
    reports(exuvia)
    return 0


def draw(exuvia, folder, arguments):
    lines = terminal.printed([exuvia, *arguments], os.path.join(EXAMPLE, folder), COLUMNS)
    return terminal.drawn(" ".join(["exuvia", *arguments]), lines, COLUMNS)


def check(drawn):
    stale = []
    for name, text in drawn.items():
        with open(os.path.join(PICTURES, name), encoding="utf-8") as file:
            if file.read() != text:
                stale.append(name)
    for name in stale:
        print(f"docs/pictures/{name} is not what is printed today: scripts/pictures draws it anew", file=sys.stderr)
    if not stale:
        print(f"what is printed today: {', '.join(drawn)}")
    return 1 if stale else 0


def reports(exuvia):
    with_chinese()
    with Browser() as browser, tempfile.TemporaryDirectory() as made:
        for lang in ("en", "zh"):
            path, _ = planned(exuvia, EXAMPLE, os.path.join(made, lang), lang)
            with browser.page(path, width=1080, height=760) as page:
                page.picture(os.path.join(PICTURES, f"report-{lang}.png"))
                page.picture(os.path.join(PICTURES, f"finding-{lang}.png"), of=OPENED % SHOWN)


# Opens one finding, takes all others away, and says where it stands.
OPENED = """(() => {
  const file = [...document.querySelectorAll('.file')].find((one) => one.querySelector('h3 code').textContent === '%s');
  const finding = file.querySelectorAll('.finding')[%d];
  finding.open = true;
  file.querySelectorAll('.finding').forEach((one) => one === finding || one.remove());
  document.querySelector('main').replaceChildren(file);
  window.scrollTo(0, 0);
  // Otherwise what lies below the window has the height that it is guessed to have.
  document.querySelectorAll('*').forEach((one) => { one.style.contentVisibility = 'visible'; });
  const top = file.querySelector('h3').getBoundingClientRect().top - 8;
  const { x, width, bottom } = finding.getBoundingClientRect();
  return { x, y: top, width, height: bottom - top };
})()"""


def with_chinese():
    """Gives the browser a font with Chinese where the machine has none. fontconfig looks below the home folder."""
    fonts = subprocess.run(["fc-list", ":lang=zh", "file"], capture_output=True, text=True, check=False)
    if fonts.returncode == 0 and fonts.stdout.strip():
        return
    os.makedirs(cache(), exist_ok=True)
    home = os.path.join(cache(), FONT)
    if not os.path.exists(home):
        with tempfile.TemporaryDirectory(dir=cache()) as folder:
            subprocess.run(["apt-get", "download", "--quiet", FONT], cwd=folder, check=True, stdout=subprocess.DEVNULL)
            (package,) = os.listdir(folder)
            root = os.path.join(folder, "root")
            subprocess.run(["dpkg", "-x", package, root], cwd=folder, check=True)
            os.symlink("usr/share/fonts", os.path.join(root, ".fonts"))
            os.rename(root, home)
    os.environ["HOME"] = home


if __name__ == "__main__":
    sys.exit(main())
