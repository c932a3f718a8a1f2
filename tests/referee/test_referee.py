"""The referee's own tests: `python3 -m unittest discover -s tests/referee`. They need nothing but Python."""

import json
import os
import sys
import tempfile
import textwrap
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import checkers
import counter
import findings
import misuse
import packages
import project
import reasons


def uses(source, kind="name"):
    return [(u.line, u.what) for u in counter.count(textwrap.dedent(source)) if u.kind == kind]


def wrong(source):
    return [(m.line, m.kind, m.what) for m in misuse.look("import openai\n" + textwrap.dedent(source))[1]]


def in_tree(files, ask):
    with tempfile.TemporaryDirectory() as root:
        for path, text in files.items():
            full = os.path.join(root, path)
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, "w", encoding="utf-8") as file:
                file.write(textwrap.dedent(text))
        return ask(root)


class KnowsReasons(unittest.TestCase):
    def test_uses_without_a_reason_and_reasons_without_a_use_are_told(self):
        entries = [
            reasons.Entry(["a.py", "b.py"], ["openai.proxy", "openai.Model"], "read", may=False),
            reasons.Entry(["c.py"], ["openai.Engine"], "gone"),
        ]
        left = {
            "a.py": [counter.Use((1, 1), (1, 2), "openai.proxy", "name"), counter.Use((2, 1), (2, 2), "openai.Model.list", "call")],
            "c.py": [counter.Use((3, 1), (3, 2), "openai.proxy", "name"), counter.Use((4, 1), (4, 2), "openai.Engine", "name")],
            "d.py": [counter.Use((5, 1), (5, 2), "openai.Models", "name")],
        }
        missing = [(path, use.line) for path, use in reasons.unexplained(entries, left)]
        self.assertEqual(missing, [("c.py", 3), ("d.py", 5)])
        self.assertEqual([entry.stale() for entry in entries], [["b.py"], []])
        self.assertEqual(reasons.fixed(entries, left), 2)

    def test_the_reasons_are_for_listed_packages(self):
        import tomllib

        with open(reasons.LEFT, "rb") as file:
            named = {one["package"] for one in tomllib.load(file)["left"]}
        self.assertLessEqual(named, set(packages.listed(packages.DEVELOPMENT)))


class CountsNames(unittest.TestCase):
    def test_a_class_of_the_same_name_takes_it(self):
        source = """
            from openai.error import Timeout
            class Timeout(Timeout): pass
            class Slow(Timeout): pass
            def f():
                raise Timeout()
            from openai.error import Timeout
            class Again(Timeout): pass
        """
        found = [line for line, what in uses(source) if "from" not in what]
        self.assertEqual(found, [3, 6, 8])

    def test_attributes_of_the_module_under_any_name(self):
        found = uses("import openai as ai\nai.api_base = 'x'\nai.ChatCompletion.create()\nai.api_key = 'k'")
        self.assertEqual(found, [(2, "openai.api_base"), (3, "openai.ChatCompletion")])

    def test_imports_of_old_modules_and_every_load_of_their_names(self):
        found = uses("from openai.error import Timeout as T\ntry:\n    pass\nexcept T:\n    pass\n")
        self.assertEqual(found, [(1, "from openai.error"), (4, "openai.error.Timeout")])

    def test_a_use_above_its_import(self):
        self.assertEqual(len(uses("def f():\n    return openai.Image\nimport openai\n")), 1)

    def test_two_uses_on_a_line_are_two(self):
        self.assertEqual(len(uses("import openai\nx = (openai.Image, openai.Image)")), 2)

    def test_names_of_a_star_import_that_the_file_does_not_bind_itself(self):
        self.assertEqual(uses("from openai import *\nImage = 1\nImage\nEmbedding.create()"), [(4, "openai.Embedding")])

    def test_strings_that_are_symbol_names(self):
        found = uses("patch('openai.ChatCompletion.create')\npatch('app.llm.openai.Image.create')\nx = 'see openai.Image'")
        self.assertEqual([line for line, _ in found], [1, 2])

    def test_getattr_setattr_and_patch_object_but_not_hasattr(self):
        source = """\
            import openai
            getattr(openai, "Image")
            monkeypatch.setattr(openai, "api_base", "x")
            patch.object(openai, "Embedding")
            hasattr(openai, "Image")
            patch.multiple(openai, Completion=1)
        """
        self.assertEqual([line for line, _ in uses(source)], [2, 3, 4, 6])

    def test_old_values_of_api_type_however_they_get_there(self):
        source = """\
            import openai, os
            openai.api_type = "azure"
            openai.api_type = "azure_ad"
            openai.api_type: str = os.getenv("T", "open_ai")
            openai.api_key, openai.api_type = key, "azuread" if ad else "azure"
            setattr(openai, "api_type", "open_ai")
            if openai.api_type in ("azure", "azure_ad"): pass
        """
        self.assertEqual([line for line, _ in uses(source)], [3, 4, 5, 6, 7])

    def test_names_in_quoted_annotations(self):
        self.assertEqual(len(uses("import openai\ndef f(x: 'list[openai.error.APIError]') -> 'openai.Image': pass")), 2)

    def test_what_is_not_the_package(self):
        source = """\
            from gptcache.adapter import openai
            openai.ChatCompletion.create()
            class A:
                def f(self): return self.openai.ChatCompletion
        """
        self.assertEqual(uses(source), [])

    def test_code_in_the_new_form_has_none(self):
        source = """\
            import openai
            from openai import OpenAI, RateLimitError
            client = OpenAI(api_key="k")
            openai.api_type = "azure"
            client.chat.completions.create(model="m").choices[0].message.content
        """
        self.assertEqual(uses(source), [])

    def test_columns_count_characters(self):
        use = counter.count("import openai\n'é'; openai.Image")[0]
        self.assertEqual((use.start, use.end), ((2, 6), (2, 18)))


class FollowsAssignments(unittest.TestCase):
    def test_the_module_and_its_resources_in_names_and_on_self(self):
        source = """\
            import openai
            ai = openai
            ai.Image
            chat = openai.ChatCompletion
            chat.create()
            class A:
                def __init__(self): self.api = openai
                def f(self): return self.api.error.Timeout
        """
        self.assertEqual([line for line, _ in uses(source)], [3, 4, 5, 8])

    def test_default_arguments_and_dicts_of_validators(self):
        source = """\
            import openai
            def f(chat=openai.ChatCompletion):
                chat.create()
            class M:
                def check(cls, values):
                    values["client"] = openai.Completion
                def run(self):
                    self.client.acreate()
        """
        self.assertEqual([line for line, _ in uses(source)], [2, 3, 6, 8])

    def test_a_name_that_is_also_something_else_is_left_out(self):
        source = "import openai\nchat = openai.ChatCompletion\nif x:\n    chat = mine\nchat.create()"
        self.assertEqual([line for line, _ in uses(source)], [2])

    def test_calls_are_counted_apart_and_references_with_them(self):
        source = """\
            import openai, functools
            openai.ChatCompletion.create()
            f = functools.partial(openai.Embedding.acreate, model="m")
            openai.error.Timeout
            chat = openai.ChatCompletion
            chat.create()
        """
        self.assertEqual([line for line, _ in uses(source, "call")], [2, 3, 6])

    def test_environment_variables_that_are_set_in_vain(self):
        source = "import os\nos.environ['OPENAI_API_BASE'] = 'x'\nos.environ['OPENAI_API_KEY'] = os.environ['OPENAI_API_BASE']"
        self.assertEqual(uses(source, "environment"), [(2, "OPENAI_API_BASE")])


class SeesTheProject(unittest.TestCase):
    def test_what_another_file_hands_on(self):
        files = {
            "app/llm.py": "import openai\nfrom openai.error import Timeout\nfrom openai import Image\nclass Image(Image): pass\n",
            "app/a.py": "from .llm import openai, Timeout, Image\nopenai.Embedding.create()\nTimeout\nImage\n",
            "app/b.py": "from app import llm\nllm.openai.Model.list()\n",
            "app/c.py": "from .a import openai as ai\nai.Edit.create()\n",
        }
        tree = in_tree(files, project.look)
        lines = {p: [u.line for u in tree.uses.get(p, [])] for p in files}
        self.assertEqual(lines, {"app/llm.py": [2, 3, 4], "app/a.py": [1, 2, 3], "app/b.py": [2], "app/c.py": [2]})

    def test_a_name_that_another_file_gives_its_own_class(self):
        files = {
            "app/errors.py": "from openai.error import Timeout\nclass Timeout(Timeout): pass\n",
            "app/a.py": "from openai.error import Timeout\ndef early(): Timeout\nfrom .errors import Timeout\ndef late(): Timeout\n",
        }
        tree = in_tree(files, project.look)
        lines = {p: [u.line for u in tree.uses.get(p, [])] for p in files}
        self.assertEqual(lines, {"app/errors.py": [1, 2], "app/a.py": [1, 2]})

    def test_cells_of_a_notebook_share_their_names(self):
        notebook = {
            "cells": [
                {"cell_type": "code", "source": ["!pip install openai\n", "import openai as ai\n"]},
                {"cell_type": "markdown", "source": ["ai.Image"]},
                {"cell_type": "code", "source": "ai.Image.create()\nai.api_type = 'azure_ad'"},
            ]
        }
        found = [u for u in counter.count_notebook(json.dumps(notebook)) if u.kind == "name"]
        self.assertEqual([(u.cell, u.line) for u in found], [(2, 1), (2, 2)])

    def test_files_that_only_compile_refuses(self):
        files = {
            "twice.py": "f(a=1, a=2)",
            "late.py": "x = 1\nfrom __future__ import annotations\n",
            "wait.py": "def f():\n    await g()\n",
            "good.py": "x = 1\n",
        }
        refused = in_tree(files, lambda root: [p for p in sorted(files) if not project.accepted(os.path.join(root, p))])
        self.assertEqual(refused, ["late.py", "twice.py", "wait.py"])


class SeesHalfMigrations(unittest.TestCase):
    def test_old_keywords_in_new_calls(self):
        source = """\
            client.chat.completions.create(engine="m", timeout=3)
            client.embeddings.create(**{"deployment_id": "d"})
            partial(client.chat.completions.create, request_timeout=3)
            openai.images.generate("a cat")
            mine.create(engine="m")
        """
        self.assertEqual([line for line, kind, _ in wrong(source)], [2, 3, 4, 5])

    def test_old_keys_in_a_dict_that_the_function_builds(self):
        source = """\
            def f():
                options = dict(engine="m")
                options["headers"] = {}
                return client.completions.create(**options)
        """
        self.assertEqual([what for _, _, what in wrong(source)], ["engine in **", "headers in **"])

    def test_old_settings_for_a_client_of_the_sdk_only(self):
        source = """\
            from openai import OpenAI
            from langchain.llms import AzureOpenAI
            OpenAI(api_base="x")
            openai.OpenAI(proxy="x")
            AzureOpenAI(api_base="x")
        """
        self.assertEqual([line for line, _, _ in wrong(source)], [4, 5])

    def test_responses_that_are_used_as_dicts(self):
        source = """\
            async def f():
                r = await client.chat.completions.create(model="m")
                r["choices"]
                r.choices[0].message.get("content")
                m = r.choices[0].message
                "function_call" in m
                for i, c in enumerate(r.choices):
                    c["text"]
                json.dumps(r)
                "word" in r.choices[0].message.content
                r.model_dump()["choices"]
            def g():
                for chunk in client.chat.completions.create(stream=True):
                    chunk["choices"]
                return client.embeddings.create()["data"]
        """
        self.assertEqual([line for line, _, _ in wrong(source)], [4, 5, 7, 9, 10, 15, 16])

    def test_a_dump_is_a_dict_and_a_name_that_holds_one_may_be_used_so(self):
        self.assertEqual(wrong("r = client.completions.create()\nr = r.model_dump()\nr['choices']"), [])

    def test_attributes_that_exceptions_lost(self):
        source = "try: pass\nexcept openai.APIError as e:\n    print(e.http_status, e.status_code)\n"
        self.assertEqual([what for _, _, what in wrong(source)], [".http_status"])


class HoldsFindingsAgainstUses(unittest.TestCase):
    def finding(self, start, end, **more):
        place = {"start": dict(zip(("line", "column"), start)), "end": dict(zip(("line", "column"), end))}
        base = {"package": "openai", "path": "a.py", "cell": None, "severity": "error", "applicability": "manual"}
        return {**base, **place, "reason": None, **more}

    def silent(self, *given):
        found = counter.count("import openai\nf(openai.Image, openai.Model)")
        missed = findings.silent({"findings": list(given)}, "/r", {"a.py": [u for u in found if u.kind == "name"]})
        return [use.what for _, use in missed]

    def test_a_finding_answers_for_what_it_overlaps_and_no_more(self):
        self.assertEqual(self.silent(self.finding((2, 3), (2, 15))), ["openai.Model"])
        self.assertEqual(self.silent(self.finding((2, 1), (2, 30))), [])

    def test_findings_of_other_packs_files_and_over_whole_files_do_not(self):
        both = ["openai.Image", "openai.Model"]
        self.assertEqual(self.silent(self.finding((2, 1), (2, 30), package="redis")), both)
        self.assertEqual(self.silent(self.finding((2, 1), (2, 30), path="b.py")), both)
        self.assertEqual(self.silent(self.finding((1, 1), (90, 1))), both)

    def test_manual_findings_by_reason(self):
        report = {"findings": [self.finding((1, 1), (1, 2), reason="x"), self.finding((1, 1), (1, 2), applicability="safe")]}
        self.assertEqual(dict(findings.manual_reasons(report)), {"x": 1})


class ReadsTheCheckers(unittest.TestCase):
    def test_errors_about_the_sdk_and_lost_names_count_and_others_do_not(self):
        self.assertTrue(checkers.about_openai("unresolved-attribute", "Object of type `Choice` has no attribute `text`"))
        self.assertTrue(checkers.about_openai("unresolved-reference", "Name `client` used when not defined"))
        self.assertFalse(checkers.about_openai("unresolved-import", "Cannot resolve imported module `langchain.llms.openai`"))
        self.assertFalse(checkers.about_openai("unresolved-attribute", "Object of type `Request` has no attribute `x`"))
        union = "Attribute `total` is not defined on `{}` in union `CompletionUsage | {}`"
        self.assertTrue(checkers.about_openai("missing-union-attribute", union.format("int", "int")))
        self.assertFalse(checkers.about_openai("missing-union-attribute", union.format("None", "None")))

    def test_errors_that_the_code_has_with_the_old_sdk_are_set_apart_one_for_one(self):
        gone, lost = ("unresolved-attribute", "Module `openai` has no member `Image`"), ("unresolved-reference", "Name `e` used")
        after, before = [(3, *gone), (9, *lost), (12, *lost)], [(7, *lost)]
        self.assertEqual(checkers.apart(after, before), ([(3, *gone), (12, *lost)], [(9, *lost)]))
        said = "Attribute `get` is not defined on `{0} & ~AlwaysFalsy` in union `{0} | int`"
        old, new = [(1, "r", said.format("APIError"))], [(2, "r", said.format("InternalServerError & ~APIConnectionError"))]
        self.assertEqual(checkers.apart(new, old), ([], new))


class ReadsTheLists(unittest.TestCase):
    def test_every_package_is_pinned_once(self):
        for path, least in ((packages.DEVELOPMENT, 36), (packages.QUIET, 20)):
            pins = packages.listed(path)
            self.assertGreaterEqual(len(pins), least)
            self.assertEqual(len(pins), len({p.split("==")[0].lower() for p in pins}))
            self.assertTrue(all(p.count("==") == 1 for p in pins))

    def test_every_release_of_the_other_packs_is_pinned_once(self):
        pins = packages.listed(packages.REDIS_JOSE)
        self.assertGreaterEqual(len(pins), 40)
        self.assertEqual(len(pins), len(set(pins)))
        self.assertTrue(all(p.count("==") == 1 for p in pins))


if __name__ == "__main__":
    unittest.main()
