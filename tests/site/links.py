"""Whether links lead somewhere: those of the built site, and those of the Markdown files that are read in the repository."""

import html.parser
import os
import re
import urllib.parse

# A link of Markdown, with or without a picture; code is taken out first.
LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\]]*\])*\]\(([^()\s]+)\)")
FENCE = re.compile(r"^( *)(```+|~~~+).*?^ *\2`*$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
HEADING = re.compile(r"^#{1,6} +(.*?) *#*$", re.MULTILINE)


class Page(html.parser.HTMLParser):
    """The names that a page has, what it links to, and what it loads."""

    def __init__(self, text):
        super().__init__()
        self.names, self.links, self.loads = set(), [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.names.update(given[key] for key in ("id", "name") if given.get(key))
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if tag in ("img", "script", "iframe", "source") and given.get("src"):
            self.loads.append(given["src"])
        if tag == "link" and given.get("href"):
            self.loads.append(given["href"])


def below(folder, ending):
    for where, _, names in os.walk(folder):
        for name in sorted(names):
            if name.endswith(ending):
                yield os.path.join(where, name)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def site(folder):
    """What is wrong with the links of a folder of HTML, and how many were looked at."""
    pages = {path: Page(read(path)) for path in below(folder, ".html")}
    wrong, looked = [], 0
    for path, page in sorted(pages.items()):
        shown = os.path.relpath(path, folder)
        # The page for what is not found is served anywhere; its links begin at the root of the server.
        if shown == "404.html":
            continue
        for link, loaded in [(one, False) for one in page.links] + [(one, True) for one in page.loads]:
            parts = urllib.parse.urlsplit(link)
            if parts.scheme or parts.netloc:
                if loaded and parts.scheme != "data":
                    wrong.append(f"{shown}: loads {link} from elsewhere")
                continue
            looked += 1
            target = os.path.normpath(os.path.join(os.path.dirname(path), urllib.parse.unquote(parts.path))) if parts.path else path
            if os.path.isdir(target):
                target = os.path.join(target, "index.html")
            if not os.path.isfile(target) or os.path.relpath(target, folder).startswith(".."):
                wrong.append(f"{shown}: {link}: there is no such file")
            elif parts.fragment and target in pages and urllib.parse.unquote(parts.fragment) not in pages[target].names:
                wrong.append(f"{shown}: {link}: there is no such place in it")
    return wrong, looked


def without_code(text):
    return SPAN.sub("", FENCE.sub("", text))


def names(text):
    """The names of a page's headings, as code hosts and mdBook make them."""
    out = set()
    for heading in HEADING.findall(FENCE.sub("", text)):
        said = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "")
        name = re.sub(r"[^\w\- ]", "", said.lower()).replace(" ", "-")
        number, one = 0, name
        while one in out:
            number += 1
            one = f"{name}-{number}"
        out.add(one)
    return out


def markdown(root, paths):
    """The same for Markdown files, by their paths in a repository."""
    wrong, looked = [], 0
    for path in paths:
        for link in LINK.findall(without_code(read(os.path.join(root, path)))):
            parts = urllib.parse.urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            looked += 1
            target = os.path.normpath(os.path.join(os.path.dirname(path), urllib.parse.unquote(parts.path))) if parts.path else path
            where = os.path.join(root, target)
            if target.startswith("..") or not os.path.exists(where):
                wrong.append(f"{path}: {link}: there is no such file")
            elif parts.fragment and target.endswith(".md") and urllib.parse.unquote(parts.fragment) not in names(read(where)):
                wrong.append(f"{path}: {link}: there is no such heading")
    return wrong, looked
