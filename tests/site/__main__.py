"""python tests/site SITE: looks at the links of a built site, and of the Markdown files at the top of the repository."""

import glob
import os
import re
import sys

import links

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def main(folder):
    docs = os.path.join(ROOT, "docs")
    named = set(re.findall(r"\]\(([^)]+\.md)\)", links.read(os.path.join(docs, "SUMMARY.md"))))
    pages = {os.path.relpath(path, docs) for path in links.below(docs, ".md")} - {"SUMMARY.md"}
    wrong = [f"docs/{page}: docs/SUMMARY.md does not name it" for page in sorted(pages - named)]
    top = sorted(os.path.basename(path) for path in glob.glob(os.path.join(ROOT, "*.md")))
    # Pages are read in the repository as well, where names of headings are made by others.
    for found, _ in (in_site := links.site(folder), in_files := links.markdown(ROOT, [*top, *(f"docs/{page}" for page in sorted(pages))])):
        wrong += found
    for line in wrong:
        print(line, file=sys.stderr)
    if not wrong:
        print(f"{len(pages)} pages; {in_site[1]} links of the site and {in_files[1]} of Markdown files lead somewhere")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
