"""Looks at reports in a real browser.

    scripts/proof-html [WORDS]    makes them, and runs these tests
"""

import functools
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

from . import looks, projects
from .browser import Browser

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
EXUVIA = os.environ.get("EXUVIA")
WIDEST = 400
ELEMENTS = set(
    "a body button code dd del details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header html input ins label "
    "legend li line main mark meta nav ol option p pre rect script section select span style summary svg table tbody td text th thead "
    "title tr tspan ul".split()
)
ATTRIBUTES = set(
    "aria-hidden aria-label aria-labelledby aria-live autocomplete charset checked class content data-by data-dark data-label data-light "
    "data-n data-package data-phase data-said height hidden href http-equiv id lang name open role rx scope spellcheck type value "
    "width x x1 x2 y y1 y2".split()
)


@functools.cache
def work():
    folder = tempfile.mkdtemp(prefix="report-html-")
    unittest.addModuleCleanup(shutil.rmtree, folder, ignore_errors=True)
    return folder


@functools.cache
def report(kind, lang="en"):
    """The report of a project, the findings, and the project's folder; each is made once."""
    root = os.path.join(work(), kind)
    if kind == "example":
        root = os.path.join(ROOT, "testdata", "lyss")
    elif not os.path.exists(root):
        os.makedirs(root)
        getattr(projects, kind)(root)
    path, findings = projects.planned(EXUVIA, root, os.path.join(work(), f"{kind}-{lang}"), lang)
    return path, findings, root


def shown(text):
    """What a reader sees of a text: controls and marks of direction are shown, and obeyed by nobody."""
    def stand_in(letter):
        code = ord(letter)
        if code < 0x20:
            return chr(0x2400 + code)
        if code == 0x7F:
            return "\u2421"
        hidden = ((0x80, 0x9F), (0x200B, 0x200F), (0x2028, 0x202E), (0x2060, 0x206F), (0x61C, 0x61C), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0xE0000, 0xE007F))
        return "\ufffd" if any(first <= code <= last for first, last in hidden) else letter
    return "".join(map(stand_in, text))


def prose(text):
    """A sentence as it is shown: its marks of code are none of its text."""
    text = re.sub(r"[\s\x1c-\x1f]+", lambda match: " " if match.group().strip("\x1c\x1d\x1e\x1f") or not match.group() else match.group(), text)
    return shown(text.replace("`", "") if text.count("`") % 2 == 0 else text)


def line_of(root, path, number):
    with open(os.path.join(root, path), encoding="utf-8", newline="") as file:
        line = file.read().split("\n")[number - 1].rstrip("\r")
    return line[:WIDEST] + ("…" if len(line) > WIDEST else "")


def shown_line(text):
    return "".join(one if one == "\t" else shown(one) for one in text)


def setUpModule():
    global BROWSER
    if not EXUVIA:
        raise SystemExit("report: which exuvia? Run scripts/proof-html")
    BROWSER = Browser().__enter__()
    unittest.addModuleCleanup(BROWSER.__exit__)


class Report(unittest.TestCase):
    maxDiff = None

    def quiet(self, page):
        """Nothing ran but the page's own script, nothing was asked for, and nothing was refused."""
        self.assertEqual([one["request"]["url"] for one in page.happened("Network.requestWillBeSent")], [page.url])
        self.assertEqual(page.happened("Page.javascriptDialogOpening"), [])
        self.assertEqual(page.happened("Runtime.exceptionThrown"), [])
        self.assertEqual([one["entry"]["text"] for one in page.happened("Log.entryAdded")], [])
        self.assertEqual(page.happened("Page.frameNavigated")[-1]["frame"]["url"], page.url)

    def open_all(self, page):
        page.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })")

    def settle(self, page):
        """The filters wait for the end of typing."""
        page.run("new Promise((done) => setTimeout(done, 300))")

    def test_nothing_of_a_hostile_project_gets_out_of_its_text(self):
        path, findings, _ = report("hostile")
        self.assertGreater(len(findings), 3 * len(projects.EVIL))
        with BROWSER.page(path) as page:
            self.open_all(page)
            page.run("document.querySelectorAll('.finding, a, button').forEach((one) => { one.focus(); one.dispatchEvent(new MouseEvent('mouseover', { bubbles: true })); })")
            self.settle(page)
            made_of = page.run(looks.MADE_OF)
            self.assertEqual(set(made_of["elements"]) - ELEMENTS, set())
            self.assertEqual(set(made_of["attributes"]) - ATTRIBUTES, set())
            self.assertEqual((made_of["scripts"], made_of["pwned"]), (1, None))
            self.assertEqual(page.run(looks.UNSOUND), [])
            self.quiet(page)

    def test_what_a_hostile_project_says_is_shown_as_it_is(self):
        path, findings, root = report("hostile")
        with BROWSER.page(path) as page:
            seen = {one["name"]: one for one in page.run(looks.FINDINGS)}
        self.assertEqual(set(seen), {"f-" + one["fingerprint"] for one in findings})
        lines = 0
        for finding in findings:
            one = seen["f-" + finding["fingerprint"]]
            self.assertEqual(one["path"], shown(finding["path"]))
            self.assertEqual(one["message"], prose(finding["message"]))
            self.assertTrue(one["code"], finding)
            for tag, number, text in one["code"]:
                if number is not None:
                    lines += 1
                    self.assertIn(text[:2], ("- ",) if tag == "DEL" else ("  ",))
                    self.assertEqual(text[2:], shown_line(line_of(root, finding["path"], int(number))) + "\n")
            self.assertEqual(len(one["way"]), len(finding["related"]))
            for (where, text), step in zip(one["way"], finding["related"]):
                self.assertEqual(where, None if step["path"] == finding["path"] else shown(step["path"]))
                self.assertEqual(text, shown_line(line_of(root, step["path"], step["start"]["line"]).strip()))
        self.assertGreater(lines, 3 * len(findings))

    def test_ten_thousand_findings_can_be_used(self):
        begun = time.monotonic()
        path, findings, _ = report("large")
        planned = time.monotonic() - begun
        self.assertGreater(len(findings), 10_000)
        with BROWSER.page(width=1280) as page:
            loaded = page.open(path)
            self.assertEqual(page.run("document.querySelectorAll('.finding').length"), len(findings))
            self.assertIn(f"{len(findings)} of {len(findings)}", page.run(looks.SAID))
            search = "(() => { const field = document.querySelector('[name=text]'); field.value = %r; field.form.requestSubmit(); return document.querySelector('#shown').textContent; })()"
            begun = time.monotonic()
            said = page.run(search % "part7/module77.py")
            first = time.monotonic() - begun
            inside = sum(one["path"] == "part7/module77.py" for one in findings)
            self.assertIn(f"{inside} of {len(findings)}", said)
            self.assertEqual(page.run(looks.SHOWN), inside)
            begun = time.monotonic()
            self.assertIn(f"{len(findings)} of", page.run(search % ""))
            again = time.monotonic() - begun
            self.quiet(page)
        size = os.path.getsize(path) / 1e6
        print(f"{len(findings)} findings: {size:.1f} MB, planned in {planned:.1f} s, loaded in {loaded:.2f} s, "
              f"first search {first:.2f} s, all shown again {again:.2f} s", file=sys.stderr)

    def test_filters_work_by_keyboard_and_say_what_is_left(self):
        path, findings, _ = report("example")
        by_severity = {word: sum(one["severity"] == word for one in findings) for word in ("error", "warning", "note")}
        with BROWSER.page(path) as page:
            self.assertEqual(page.run("document.querySelector('#shown').getAttribute('aria-live')"), "polite")
            page.key("Tab", 9)
            self.assertEqual(page.run("document.activeElement.className"), "skip")
            page.run("location.hash = '#findings'")
            page.tab("[name=severity][value=error]")
            self.assertNotEqual(page.run("getComputedStyle(document.activeElement).outlineStyle"), "none")
            page.key(" ", 32)
            self.settle(page)
            left = by_severity["warning"] + by_severity["note"]
            self.assertEqual(page.run(looks.SHOWN), left)
            self.assertIn(f"{left} of {len(findings)}", page.run(looks.SAID))
            page.key(" ", 32)
            page.tab("[name=package]")
            for letter in "redis":
                page.key(letter)
            self.settle(page)
            redis = sum(one["distribution"] == "redis" for one in findings)
            self.assertTrue(0 < redis < len(findings))
            self.assertEqual(page.run(looks.SHOWN), redis)
            page.tab("[name=text]")
            for letter in "no such text":
                page.key(letter)
            self.settle(page)
            self.assertEqual(page.run(looks.SHOWN), 0)
            self.assertTrue(page.run("document.querySelector('#none').checkVisibility()"))
            page.tab("[type=reset]")
            page.key("Enter", 13, "\r")
            self.settle(page)
            self.assertEqual(page.run(looks.SHOWN), len(findings))
            page.tab("summary")
            page.key("Enter", 13, "\r")
            self.assertTrue(page.run("document.activeElement.parentElement.open"))
            self.quiet(page)

    def test_who_and_phase_filter_too_and_links_lead_to_what_is_there(self):
        path, findings, _ = report("example")
        with BROWSER.page(path) as page:
            parts = 0
            for name in ("by", "phase"):
                values = page.run(f"[...document.querySelector('[name={name}]').options].map((one) => one.value).filter(Boolean)")
                for value in values:
                    page.run(f"document.querySelector('[name={name}]').value = {value!r}; document.forms[0].requestSubmit()")
                    parts += page.run(looks.SHOWN)
                page.run("document.forms[0].reset()")
                self.settle(page)
            # Each of the two parts all findings.
            self.assertEqual(parts, 2 * len(findings))
            page.run("document.querySelector('.found').click()")
            self.assertLess(page.run(looks.SHOWN), len(findings))
            last = page.run("[...document.querySelectorAll('.finding')].at(-1).id")
            page.run(f"document.querySelector('[name=text]').value = 'no such text'; document.forms[0].requestSubmit(); location.hash = {last!r}")
            self.settle(page)
            self.assertTrue(page.run(f"document.getElementById({last!r}).open && document.getElementById({last!r}).checkVisibility()"))

    def test_both_themes_can_be_read_in_both_languages(self):
        for lang in ("en", "zh"):
            path, _, _ = report("example", lang)
            for dark in (False, True):
                with self.subTest(lang=lang, dark=dark), BROWSER.page(path, dark=dark) as page:
                    self.open_all(page)
                    ground = page.run("getComputedStyle(document.body).backgroundColor")
                    self.assertEqual(sum(map(int, re.findall(r"\d+", ground)[:3])) < 200, dark, ground)
                    faint = page.run(looks.FAINT)
                    self.assertGreater(faint["looked"], 1000)
                    self.assertEqual(faint["faint"], [])
                    self.assertEqual(page.run(looks.UNSOUND), [])

    def test_the_theme_is_chosen_by_keyboard_and_kept(self):
        path, _, _ = report("example")
        ground = "getComputedStyle(document.body).backgroundColor"
        with BROWSER.page(path) as page:
            before = page.run(ground)
            page.tab("#theme")
            page.key("Enter", 13, "\r")
            after = page.run(ground)
            self.assertNotEqual(before, after)
            page.ask("Page.reload")
            self.settle(page)
            self.assertEqual(page.run(ground), after)
            page.run("localStorage.clear()")

    def test_a_phone_scrolls_only_downwards(self):
        for kind, lang in (("example", "en"), ("example", "zh"), ("hostile", "en")):
            path, _, _ = report(kind, lang)
            with self.subTest(kind=kind, lang=lang), BROWSER.page(path, width=360, height=740) as page:
                self.assertEqual(page.run(looks.WIDE), {"scroll": 0, "out": []})
                self.open_all(page)
                # What is far from the screen is laid out only when it is asked for.
                page.run("document.querySelectorAll('.file').forEach((one) => { one.style.contentVisibility = 'visible'; })")
                self.assertEqual(page.run(looks.WIDE), {"scroll": 0, "out": []})

    def test_everything_is_printed_and_no_control_is(self):
        path, findings, _ = report("example")
        with BROWSER.page(path) as page:
            page.theme(media="print")
            closed = "[...document.querySelectorAll('details:not([open]) > :not(summary)')].filter((one) => !one.getClientRects().length).length"
            self.assertEqual(page.run(closed), 0)
            for control in ("#filters", "#theme", "nav"):
                self.assertFalse(page.run(f"document.querySelector({control!r}).checkVisibility()"), control)
            pdf = page.pdf()
        self.assertTrue(pdf.startswith(b"%PDF"))
        # A page holds a few findings with their code: what was closed has its place in them.
        self.assertGreater(len(re.findall(rb"/Type\s*/Page\b", pdf)), len(findings) // 10)

    def test_without_scripts_everything_is_there_but_the_controls(self):
        path, findings, _ = report("example")
        with BROWSER.page(path, scripts=False) as page:
            self.assertEqual(page.run(looks.SHOWN), len(findings))
            for control in ("#filters", "#theme"):
                self.assertFalse(page.run(f"document.querySelector({control!r}).checkVisibility()"), control)
            page.tab("summary")
            page.key("Enter", 13, "\r")
            self.assertTrue(page.run("document.activeElement.parentElement.open"))

    def test_equal_projects_give_equal_bytes(self):
        path, _, root = report("hostile")
        again, _ = projects.planned(EXUVIA, root, os.path.join(work(), "again"))
        with open(path, "rb") as one, open(again, "rb") as other:
            self.assertEqual(one.read(), other.read())


def pictures(folder):
    """The report of the example, to be looked at by people."""
    with Browser() as browser, tempfile.TemporaryDirectory() as made:
        for lang in ("en", "zh"):
            path, _ = projects.planned(EXUVIA, os.path.join(ROOT, "testdata", "lyss"), os.path.join(made, lang), lang)
            for name, width, height, dark in (("light", 1280, 1600, False), ("dark", 1280, 1600, True), ("phone", 360, 1600, False)):
                with browser.page(path, width=width, height=height, dark=dark) as page:
                    page.run("document.querySelectorAll('.finding').forEach((one, index) => { one.open = index % 4 === 0; })")
                    for part in ("overview", "timeline", "map", "plan", "s-test-focus", "findings"):
                        page.run(f"document.getElementById({part!r})?.scrollIntoView()")
                        page.picture(os.path.join(folder, f"{lang}-{name}-{part}.png"))
            with browser.page(path) as page, open(os.path.join(folder, f"{lang}.pdf"), "wb") as file:
                file.write(page.pdf())
    return 0
