"""What the checker of links must not let through."""

import os
import tempfile
import unittest

import links


def written(files):
    folder = tempfile.TemporaryDirectory()
    for name, text in files.items():
        path = os.path.join(folder.name, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    return folder


class Site(unittest.TestCase):
    def wrong(self, files):
        with written(files) as folder:
            return links.site(folder)

    def test_what_is_there_is_found(self):
        files = {
            "index.html": '<a href="rules/a.html#x-1">a</a> <a href="#here">b</a> <a id="here" href="rules/">c</a><img src="p/q.svg">',
            "rules/a.html": '<h2 id="x-1">x</h2><a href="../index.html">up</a><a href="https://example.org/gone">out</a>',
            "rules/index.html": "",
            "p/q.svg": "",
        }
        self.assertEqual(self.wrong(files), ([], 5))

    def test_a_page_that_is_not_there(self):
        self.assertEqual(self.wrong({"a.html": '<a href="b.html">b</a>'})[0], ["a.html: b.html: there is no such file"])

    def test_a_place_that_is_not_there(self):
        wrong, _ = self.wrong({"a.html": '<a href="b.html#two">b</a>', "b.html": '<h1 id="one">1</h1>'})
        self.assertEqual(wrong, ["a.html: b.html#two: there is no such place in it"])

    def test_a_picture_that_is_not_there(self):
        self.assertEqual(self.wrong({"a.html": '<img src="p.svg">'})[0], ["a.html: p.svg: there is no such file"])

    def test_a_file_outside_of_the_site(self):
        with written({"site/a.html": '<a href="../b.html">b</a>', "b.html": ""}) as folder:
            self.assertEqual(links.site(os.path.join(folder, "site"))[0], ["a.html: ../b.html: there is no such file"])

    def test_what_is_loaded_from_elsewhere(self):
        wrong, _ = self.wrong({"a.html": '<script src="https://example.org/a.js"></script>'})
        self.assertEqual(wrong, ["a.html: loads https://example.org/a.js from elsewhere"])


class Markdown(unittest.TestCase):
    def wrong(self, files, paths=("README.md",)):
        with written(files) as folder:
            return links.markdown(folder, paths)

    def test_what_is_there_is_found(self):
        text = "[a](docs/a.md#the-plans-folder) ![p](p.svg) [`b`](docs) [self](#one)\n\n# One\n"
        files = {"README.md": text, "docs/a.md": "## The plan's `folder`\n", "p.svg": ""}
        self.assertEqual(self.wrong(files), ([], 4))

    def test_a_file_and_a_heading_that_are_not_there(self):
        wrong, _ = self.wrong({"README.md": "[a](a.md) [b](#two)\n\n# One\n"})
        self.assertEqual(wrong, ["README.md: a.md: there is no such file", "README.md: #two: there is no such heading"])

    def test_code_is_no_link(self):
        text = "```python\nx[1](gone.md)\n```\n\n`RESOURCES[kind](gone.md)` and [a](b.md)\n"
        self.assertEqual(self.wrong({"README.md": text, "b.md": ""}), ([], 1))

    def test_a_heading_in_code_is_none(self):
        wrong, _ = self.wrong({"README.md": "[a](#no)\n\n```sh\n# no\n```\n"})
        self.assertEqual(wrong, ["README.md: #no: there is no such heading"])

    def test_equal_headings_are_counted(self):
        self.assertEqual(self.wrong({"README.md": "[a](#one-1)\n\n# One\n\n# One\n"})[0], [])


if __name__ == "__main__":
    unittest.main()
