"""Drives `exuvia mcp` with the official client of the Model Context Protocol."""

import asyncio
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
import unittest
from contextlib import asynccontextmanager
from pathlib import Path

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

EXUVIA = os.environ["EXUVIA"]
# What came after it takes other arguments: it is left to whoever edits the code.
LEFT = """import openai


def tune(file):
    return openai.FineTune.create(training_file=file, model="davinci")


def other(file):
    return file
"""
SAFE = """import openai


def title(text):
    return openai.Completion.create(engine="davinci-002", prompt=text)["choices"][0]["text"]
"""
# How a client begins.
START = [json.dumps(line) for line in (
    {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}}},
    {"jsonrpc": "2.0", "method": "notifications/initialized"})]
BY_HAND = LEFT.replace("FineTune.create(", "fine_tuning.jobs.create(").replace("davinci", "davinci-002")


class Mcp(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        # Tests watch their loop, and begin a process in it.
        asyncio.get_running_loop().slow_callback_duration = 60

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="exuvia mcp ")).resolve()
        self.addCleanup(shutil.rmtree, self.folder)
        self.root = self.folder / "mine"
        self.put("mine/left.py", LEFT)
        self.put("mine/safe.py", SAFE)
        self.put("other/secret.py", SAFE)

    def put(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    @asynccontextmanager
    async def session(self, *arguments, root=True):
        arguments = ["mcp", *(["--root", str(self.root)] if root else []), *arguments]
        env = {**os.environ, "EXUVIA_STATE_DIR": str(self.folder / "state")}
        parameters = StdioServerParameters(command=EXUVIA, args=arguments, env=env, cwd=str(self.root))
        async with stdio_client(parameters) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            yield session

    async def call(self, session, tool, **arguments):
        result = await session.call_tool(tool, arguments)
        text = "".join(block.text for block in result.content)
        failed = getattr(result, "is_error", None)
        failed = getattr(result, "isError", None) if failed is None else failed
        return failed, text

    async def found(self, session, tool, **arguments):
        failed, text = await self.call(session, tool, **arguments)
        self.assertFalse(failed, text)
        return json.loads(text)

    async def test_the_tools_are_read_only_unless_told_otherwise(self):
        async with self.session(root=False) as session:
            tools = (await session.list_tools()).tools
            self.assertEqual([tool.name for tool in tools], ["check", "explain", "plan", "verify"])
            for tool in tools:
                hints = tool.annotations.model_dump(by_alias=True)
                self.assertIs(hints["readOnlyHint"], True)
                self.assertIs(hints["openWorldHint"], False)
            try:
                failed, text = await self.call(session, "fix")
            except Exception as error:  # The client may refuse what was not listed, or pass the server's error on.
                failed, text = True, str(error)
            self.assertTrue(failed, text)
        self.assertEqual((self.root / "safe.py").read_text(), SAFE)
        self.assertEqual(sorted(path.name for path in self.root.iterdir()), ["left.py", "safe.py"])

    async def test_check_and_explain_say_what_the_commands_say(self):
        async with self.session() as session:
            report = await self.found(session, "check", paths=["safe.py"])
            command = [EXUVIA, "check", "--output-format=json", "safe.py"]
            printed = await asyncio.to_thread(subprocess.run, command, cwd=self.root, capture_output=True, text=True)
            self.assertEqual(report["findings"], json.loads(printed.stdout)["findings"])
            self.assertEqual(report["left_out"], 0)
            some = await self.found(session, "check", limit=1)
            self.assertEqual(len(some["findings"]), 1)
            self.assertGreater(some["left_out"], 0)
            none = await self.found(session, "check", select=["redis"])
            self.assertEqual(none["findings"], [])
            failed, text = await self.call(session, "explain", rule="OAI102")
            self.assertFalse(failed)
            self.assertIn("`openai.ChatCompletion.create` → `client.chat.completions.create`", text)
            failed, text = await self.call(session, "explain", rule="OAI1023")
            self.assertTrue(failed)
            self.assertIn("OAI102", text)

    async def test_a_task_is_found_done_and_verified(self):
        async with self.session() as session:
            failed, text = await self.call(session, "verify")
            self.assertTrue(failed)
            self.assertIn("call `plan`", text)
            plan = await self.found(session, "plan", paths=["left.py"])
            task = plan["tasks"][0]
            self.assertEqual(task["place"]["path"], "left.py")
            # The plan lies where the program may not look.
            self.assertIn("Found", plan["said"])
            self.assertNotIn("Wrote", plan["said"])
            self.assertTrue(re.fullmatch(r"[A-Z]+[0-9]+", task["code"]))
            before = await self.found(session, "verify")
            self.assertIn(task["id"], [one["id"] for one in before["left"]])
            self.put("mine/left.py", "def (:\n")
            broken = await self.found(session, "verify")
            self.assertEqual([one["path"] for one in broken["broken"]], ["left.py"])
            self.put("mine/left.py", BY_HAND.replace("return file", "return file.name"))
            astray = await self.found(session, "verify")
            self.assertEqual([(one["path"], one["line"]) for one in astray["outside"]], [("left.py", 9)])
            self.put("mine/left.py", BY_HAND)
            after = await self.found(session, "verify", paths=["left.py"])
            self.assertNotIn(task["id"], [one["id"] for one in after["left"]])
            self.assertIn(task["id"], after["gone"])
            self.assertEqual((after["broken"], after["outside"]), ([], []))
            self.assertEqual(sorted(path.name for path in self.root.iterdir()), ["left.py", "safe.py"])

    async def test_nothing_outside_of_the_roots_is_read_or_said_to_be_there(self):
        (self.root / "way").symlink_to(self.folder / "other")
        async with self.session("--allow-writes") as session:
            for path in ("../other/secret.py", "../other/nothing.py", str(self.folder / "other"), "way/secret.py", "..", "nothing.py"):
                for tool in ("check", "plan", "fix"):
                    failed, text = await self.call(session, tool, paths=[path])
                    self.assertTrue(failed, (tool, path))
                    self.assertEqual(text, f"{path} is not there, or outside of the roots")
            failed, text = await self.call(session, "verify", plan="../other")
            self.assertTrue(failed)
            failed, text = await self.call(session, "check", root=str(self.folder / "other"))
            self.assertTrue(failed)
            self.assertIn("is no root", text)
            # Paths are words and never options.
            failed, text = await self.call(session, "check", paths=["--help"])
            self.assertTrue(failed)
            everything = await self.found(session, "check")
            self.assertEqual({one["path"] for one in everything["findings"]}, {"left.py", "safe.py"})
        self.assertEqual((self.folder / "other/secret.py").read_text(), SAFE)

    async def test_what_a_root_names_outside_of_it_is_not_read(self):
        secret = self.folder / "other/secret.py"
        secret.with_name("pack.toml").write_text("secret = 1\n")
        links = self.root / "inner"
        links.mkdir()
        async with self.session() as session:
            for text in ('rules = ["../other"]', 'baseline = "../other/pack.toml"', f'rules = ["{secret.parent}"]'):
                self.put("mine/exuvia.toml", text + "\n")
                for tool in ("check", "plan", "explain"):
                    failed, said = await self.call(session, tool, **({"rule": "OAI102"} if tool == "explain" else {}))
                    self.assertTrue(failed, (text, tool))
                    self.assertTrue(said.endswith("is not there, or outside of the roots"), said)
            (self.root / "exuvia.toml").unlink()
            # A link to a file outside, of which an error would show a line: where a run is governed, and below.
            (self.root / "exuvia.toml").symlink_to(secret)
            failed, said = await self.call(session, "check")
            self.assertTrue(failed)
            self.assertIn("leads out of the roots", said)
            (self.root / "exuvia.toml").rename(links / "exuvia.toml")
            report = await self.found(session, "check")
            self.assertNotIn("import openai", json.dumps(report["problems"]))
            (links / "exuvia.toml").unlink()
            # A plan is a file as others, and says what it is about.
            plan = await asyncio.to_thread(
                subprocess.run, [EXUVIA, "plan", "-o", "mine/plan", "other"], cwd=self.folder, capture_output=True)
            self.assertEqual(plan.returncode, 0, plan.stderr)
            state = self.root / "plan/state.json"
            state.write_text(state.read_text().replace('["other"]', '["../other"]'))
            failed, said = await self.call(session, "verify", plan="plan")
            self.assertTrue(failed)
            self.assertEqual(said, "../other is not there, or outside of the roots")

    async def test_wrong_arguments_are_errors_of_the_call_alone(self):
        self.put("mine/-", "")
        self.put("mine/--help.py", SAFE)
        async with self.session() as session:
            for tool, arguments in (
                    ("check", {"paths": "safe.py"}),
                    ("check", {"paths": ["a\0b"]}),
                    ("check", {"paths": ["-"], "select": ["--help"]}),
                    ("check", {"select": ["OAI999"]}),
                    ("check", {"limit": -1}),
                    ("check", {"unsafe": True}),
                    ("check", {"root": "/"}),
                    ("check", {"root": 1}),
                    ("explain", {}),
                    ("explain", {"rule": "--help"}),
                    ("explain", {"rule": "$(id)"}),
                    ("plan", {"paths": [str(number) for number in range(10_000)]}),
                    ("verify", {"plan": "."}),
                    ("verify", {"plan": "/etc"})):
                failed, text = await self.call(session, tool, **arguments)
                self.assertTrue(failed, (tool, arguments, text))
                self.assertNotIn("Usage", text)
            found = await self.found(session, "check", paths=["--help.py"])
            self.assertEqual({one["path"] for one in found["findings"]}, {"--help.py"})
            self.assertEqual((await self.found(session, "check", paths=["-"]))["summary"]["files"], 1)

    def test_what_is_no_message_does_not_end_the_server(self):
        lines = [*START, "{", "[]", "\N{SNOWMAN}", json.dumps({"jsonrpc": "2.0", "id": 2, "method": "none/such"}),
                 json.dumps({"jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": {"name": "check", "arguments": [1]}}),
                 json.dumps({"jsonrpc": "2.0", "id": 4, "method": "tools/call", "params": {"name": "no", "arguments": {}}}),
                 json.dumps({"jsonrpc": "2.0", "id": 5, "method": "tools/list"})]
        with subprocess.Popen([EXUVIA, "mcp"], cwd=self.root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
            server.stdin.write("\n".join(lines) + "\n")
            server.stdin.flush()
            answers = {}
            while 5 not in answers:
                answer = json.loads(server.stdout.readline())
                answers[answer.get("id")] = answer
            server.stdin.close()
            self.assertEqual(server.wait(60), 0)
        self.assertIn("error", answers[2])
        self.assertIn("error", answers[4])
        self.assertEqual(len(answers[5]["result"]["tools"]), 4)

    @unittest.skipUnless(Path("/proc/self/task").is_dir(), "asks the system which processes there are")
    def test_a_run_that_nobody_waits_for_any_more_ends(self):
        self.put("mine/long.py", SAFE + "".join(
            f"\n\ndef f{at}(x):\n    return f{at - 1 if at else 5999}(openai.Completion.create(prompt=x))\n" for at in range(6000)))
        call = {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "plan", "arguments": {}}}
        cancel = {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 2, "reason": "x"}}
        for last in (json.dumps(cancel), None):
            with subprocess.Popen([EXUVIA, "mcp"], cwd=self.root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
                def runs():
                    """The processes that the server began."""
                    threads = Path(f"/proc/{server.pid}/task").iterdir()
                    return [child for thread in threads for child in (thread / "children").read_text().split()]

                server.stdin.write("\n".join([*START, json.dumps(call)]) + "\n")
                server.stdin.flush()
                child = self.until(runs)[0]
                if last:
                    server.stdin.write(last + "\n")
                    server.stdin.flush()
                    self.until(lambda: not runs())
                server.stdin.close()
                self.assertEqual(server.wait(10), 0)
                self.assertFalse(Path(f"/proc/{child}").exists())

    def until(self, holds, seconds=5):
        """What holds, once it does; the run that is ended would take longer."""
        end = time.monotonic() + seconds
        while not (what := holds()):
            self.assertLess(time.monotonic(), end)
            time.sleep(0.01)
        return what

    async def test_what_may_be_written_is_written_as_fix_does(self):
        async with self.session("--allow-writes") as session:
            tools = {tool.name: tool for tool in (await session.list_tools()).tools}
            self.assertIs(tools["fix"].annotations.model_dump(by_alias=True)["readOnlyHint"], False)
            left = await self.found(session, "fix", paths=["safe.py"])
            self.assertEqual(left["findings"], [])
        self.assertIn("openai.completions.create(model=", (self.root / "safe.py").read_text())
        self.assertEqual((self.root / "left.py").read_text(), LEFT)

    async def test_several_roots_are_named(self):
        other = str(self.folder / "other")
        async with self.session("--root", other) as session:
            failed, text = await self.call(session, "check")
            self.assertTrue(failed)
            self.assertIn("name the root", text)
            report = await self.found(session, "check", root=other)
            self.assertEqual({one["path"] for one in report["findings"]}, {"secret.py"})


if __name__ == "__main__":
    unittest.main()
