"""Drives `exuvia server` with a real client of the Language Server Protocol."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.client import LanguageClient

EXUVIA = os.environ["EXUVIA"]
OLD = """import openai


def ask(text):  # 中😀
    answer = openai.ChatCompletion.create(model="gpt-4", messages=[{"role": "user", "content": text}])
    return answer["choices"][0]["message"]["content"]
"""
ACROSS = {
    "made.py": "import openai\n\n\ndef made(text):\n    return openai.ChatCompletion.create(model=\"gpt-4\", messages=text)\n",
    "read.py": "from made import made\n\n\ndef words(text):\n    return made(text)[\"choices\"][0][\"message\"][\"content\"]\n",
}


class Editor(LanguageClient):
    """A client that keeps what it is told."""

    def __init__(self):
        super().__init__("exuvia-test", "1")
        self.told = {}
        self.news = asyncio.Condition()
        self.messages = []

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        async def _(params):
            async with self.news:
                self.told[params.uri] = params
                self.news.notify_all()

        @self.feature(types.WINDOW_SHOW_MESSAGE)
        async def _(params):
            self.messages.append(params.message)

        @self.feature(types.WINDOW_LOG_MESSAGE)
        async def _(params):
            pass

    async def until(self, uri, holds, seconds=60):
        """The diagnostics of a file, once they are as asked."""
        async def wait():
            async with self.news:
                await self.news.wait_for(lambda: uri in self.told and holds(self.told[uri]))
                return self.told[uri]
        return await asyncio.wait_for(wait(), seconds)


def applied(text, edits):
    """A text after edits with positions in UTF-16."""
    raw = text.encode("utf-16-le")
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line.encode("utf-16-le")))
    at = lambda place: starts[place.line] + 2 * place.character
    for edit in sorted(edits, key=lambda edit: at(edit.range.start), reverse=True):
        raw = raw[:at(edit.range.start)] + edit.new_text.encode("utf-16-le") + raw[at(edit.range.end):]
    return raw.decode("utf-16-le")


class Server(unittest.IsolatedAsyncioTestCase):
    files = {}
    folders = ["."]
    changes = True

    async def asyncSetUp(self):
        # Tests watch their loop, and begin a process in it.
        asyncio.get_running_loop().slow_callback_duration = 60
        self.folder = Path(tempfile.mkdtemp(prefix="exuvia server ")).resolve()
        self.addCleanup(shutil.rmtree, self.folder)
        self.put(self.files)

    async def start(self, capabilities=None):
        self.editor = Editor()
        await self.editor.start_io(EXUVIA, "server", "--stdio")
        edit = types.WorkspaceEditClientCapabilities(document_changes=self.changes)
        self.result = await self.editor.initialize_async(types.InitializeParams(
            capabilities=capabilities or types.ClientCapabilities(
                workspace=types.WorkspaceClientCapabilities(workspace_edit=edit),
                text_document=types.TextDocumentClientCapabilities(
                    publish_diagnostics=types.PublishDiagnosticsClientCapabilities(related_information=True),
                    code_action=types.CodeActionClientCapabilities(
                        resolve_support=types.ClientCodeActionResolveOptions(properties=["edit"])))),
            workspace_folders=[types.WorkspaceFolder(uri=(self.folder / name).as_uri(), name=name) for name in self.folders]))
        self.editor.initialized(types.InitializedParams())

    async def asyncTearDown(self):
        await asyncio.wait_for(self.editor.shutdown_async(None), 60)
        self.editor.exit(None)
        self.assertEqual(await self.ended(), 0)

    async def ended(self):
        """The exit code of the server."""
        code = await asyncio.wait_for(self.editor._server.wait(), 60)
        await self.editor.stop()
        return code

    def put(self, files):
        for name, text in files.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(text, encoding="utf-8", newline="")

    def uri(self, name):
        return (self.folder / name).as_uri()

    def open(self, name, text, version=1, uri=None):
        self.editor.text_document_did_open(types.DidOpenTextDocumentParams(
            types.TextDocumentItem(uri or self.uri(name), "python", version, text)))

    def changed(self, *names):
        """Tells that files on the disk changed."""
        self.editor.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(
            [types.FileEvent(self.uri(name), types.FileChangeType.Changed) for name in names]))

    def type(self, name, text, version):
        self.editor.text_document_did_change(types.DidChangeTextDocumentParams(
            types.VersionedTextDocumentIdentifier(version=version, uri=self.uri(name)),
            [types.TextDocumentContentChangeWholeDocument(text)]))

    async def actions(self, name, place, only=None):
        found = await asyncio.wait_for(self.editor.text_document_code_action_async(types.CodeActionParams(
            types.TextDocumentIdentifier(self.uri(name)), types.Range(place, place),
            types.CodeActionContext([], only=only))), 60)
        return found or []


class OneFile(Server):
    files = {"ask.py": "print(1)\n", "requirements.txt": "openai==0.28.1\n"}

    async def test_an_open_text_stands_instead_of_the_disk_and_places_are_utf_16(self):
        await self.start()
        self.assertEqual(self.result.capabilities.position_encoding, "utf-16")
        text = OLD.replace('"role"', '"😀"')
        self.open("ask.py", text, 7)
        told = await self.editor.until(self.uri("ask.py"), lambda told: told.diagnostics)
        self.assertEqual(told.version, 7)
        found = next(one for one in told.diagnostics if one.code == "OAI102")
        self.assertEqual((found.range.start.line, found.range.start.character), (4, 13))
        self.assertEqual(found.source, "exuvia")
        line = next(line for line in text.splitlines() if "content\": text" in line)
        self.assertEqual(text.splitlines()[found.range.end.line].encode("utf-16-le")[:2 * found.range.end.character].decode("utf-16-le"),
                         line[:line.index("(")])
        self.type("ask.py", "print(2)\n", 8)
        told = await self.editor.until(self.uri("ask.py"), lambda told: not told.diagnostics)
        self.assertEqual(told.version, 8)

    async def test_only_the_newest_of_many_states_is_shown(self):
        await self.start()
        self.open("ask.py", "print(1)\n")
        for version in range(2, 60):
            self.type("ask.py", OLD if version % 2 else "print(1)\n", version)
        versions = []
        told = await self.editor.until(self.uri("ask.py"), lambda told: versions.append(told.version) or told.version == 59)
        self.assertTrue(told.diagnostics)
        self.assertLess(len(set(versions)), 10)

    async def test_a_finding_is_explained(self):
        await self.start()
        self.open("ask.py", OLD)
        # It is asked at once: the answer waits for what is found.
        told = await asyncio.wait_for(self.editor.text_document_hover_async(types.HoverParams(
            types.TextDocumentIdentifier(self.uri("ask.py")), types.Position(4, 20))), 60)
        self.assertIn("**OAI102**: `openai.ChatCompletion.create` was removed in 1.0.0", told.contents.value)
        self.assertIn("chat.completions.create", told.contents.value)
        self.assertIn("What changed", told.contents.value)
        self.assertNotIn("openai.Embedding.create", told.contents.value.split("Example")[0], "another symbol of the same rule")
        nothing = await self.editor.text_document_hover_async(types.HoverParams(
            types.TextDocumentIdentifier(self.uri("ask.py")), types.Position(0, 0)))
        self.assertIsNone(nothing)

    async def test_a_part_is_fixed_as_a_whole(self):
        await self.start()
        text = OLD.replace("\n", "\r\n")
        self.open("ask.py", text, 3)
        actions = await self.actions("ask.py", types.Position(4, 20), [types.CodeActionKind.QuickFix])
        self.assertEqual([action.title for action in actions], ["OAI102: fix this part"])
        self.assertTrue(actions[0].is_preferred)
        self.assertEqual({one.code for one in actions[0].diagnostics}, {"OAI102"})
        change, = actions[0].edit.document_changes
        self.assertEqual((change.text_document.uri, change.text_document.version), (self.uri("ask.py"), 3))
        fixed = applied(text, change.edits)
        expected = OLD.replace("ChatCompletion", "chat.completions").replace(
            '["choices"][0]["message"]["content"]', ".choices[0].message.content")
        self.assertEqual(fixed, expected.replace("\n", "\r\n"))
        self.assertEqual(await self.actions("ask.py", types.Position(0, 0), [types.CodeActionKind.QuickFix]), [])

    async def test_all_that_is_safe_in_a_file_is_done_when_it_is_saved(self):
        await self.start()
        self.open("ask.py", OLD + "\n\n" + OLD.replace("ask", "again"), 2)
        kind = "source.fixAll.exuvia"
        self.assertIn(kind, self.result.capabilities.code_action_provider.code_action_kinds)
        for only in ([kind], ["source.fixAll"]):
            action, = await self.actions("ask.py", types.Position(0, 0), only)
            change, = action.edit.document_changes
            self.assertEqual(change.text_document.uri, self.uri("ask.py"))
            fixed = applied(OLD + "\n\n" + OLD.replace("ask", "again"), change.edits)
            self.assertEqual(fixed.count("openai.chat.completions.create"), 2)
            self.assertNotIn("[\"choices\"]", fixed)
        offered = [one for one in await self.actions("ask.py", types.Position(0, 0)) if one.kind == kind]
        self.assertIsNone(offered[0].edit)
        resolved = await asyncio.wait_for(self.editor.code_action_resolve_async(offered[0]), 60)
        self.assertEqual(len(resolved.edit.document_changes), 1)

    async def test_a_wrong_configuration_is_said_and_the_server_goes_on(self):
        self.put({"exuvia.toml": "ignroe = []\n"})
        await self.start()
        self.open("ask.py", OLD)
        self.assertEqual(await self.actions("ask.py", types.Position(4, 20)), [])
        self.assertTrue(any("did you mean `ignore`" in one for one in self.editor.messages), self.editor.messages)
        self.put({"exuvia.toml": "ignore = [\"OAI102\"]\n"})
        self.changed("exuvia.toml")
        told = await self.editor.until(self.uri("requirements.txt"), lambda told: True)
        self.assertNotIn(self.uri("ask.py"), self.editor.told)
        self.assertTrue(told)

    async def test_a_file_that_is_closed_is_that_of_the_disk_again(self):
        await self.start()
        self.open("ask.py", OLD)
        await self.editor.until(self.uri("ask.py"), lambda told: told.diagnostics)
        self.editor.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(self.uri("ask.py"))))
        await self.editor.until(self.uri("ask.py"), lambda told: not told.diagnostics)


    async def test_a_file_that_was_never_saved_is_checked(self):
        self.put({"exuvia.toml": "extend-exclude = [\"left/\"]\n"})
        await self.start()
        self.open("left/new.py", OLD)
        self.open("new/new.py", OLD)
        await self.editor.until(self.uri("new/new.py"), lambda told: told.diagnostics)
        self.assertNotIn(self.uri("left/new.py"), self.editor.told)
        action, = await self.actions("new/new.py", types.Position(4, 20), [types.CodeActionKind.QuickFix])
        self.assertEqual(action.edit.document_changes[0].text_document.uri, self.uri("new/new.py"))

    async def test_texts_that_are_no_files_of_the_project_are_left_alone(self):
        await self.start()
        self.open("", OLD, uri="untitled:Untitled-1")
        self.open("", OLD, uri="vscode-notebook-cell:/x.ipynb#W0")
        self.open("", OLD, uri="git:/ask.py?ref")
        self.open("lib/python3.11/site-packages/old.py", OLD)
        self.open("notes.txt", OLD)
        self.open("ask.py", OLD)
        await self.editor.until(self.uri("ask.py"), lambda told: told.diagnostics)
        await self.editor.until(self.uri("requirements.txt"), lambda told: True)
        self.assertEqual(set(self.editor.told), {self.uri("ask.py"), self.uri("requirements.txt")})
        found = await self.editor.text_document_code_action_async(types.CodeActionParams(
            types.TextDocumentIdentifier("untitled:Untitled-1"), types.Range(types.Position(4, 20), types.Position(4, 20)),
            types.CodeActionContext([])))
        self.assertFalse(found)

    async def test_a_file_that_changed_behind_the_editor_is_not_edited(self):
        self.put({"ask.py": OLD})
        await self.start()
        told = await self.editor.until(self.uri("ask.py"), lambda told: told.diagnostics)
        place = told.diagnostics[0].range.start
        self.assertTrue(await self.actions("ask.py", place, [types.CodeActionKind.QuickFix]))
        # Nobody has told the server yet.
        self.put({"ask.py": "\n" + OLD})
        self.assertEqual(await self.actions("ask.py", place, [types.CodeActionKind.QuickFix]), [])
        self.changed("ask.py")
        told = await self.editor.until(self.uri("ask.py"), lambda told: told.diagnostics[0].range.start.line == place.line + 1)
        self.assertTrue(await self.actions("ask.py", told.diagnostics[0].range.start, [types.CodeActionKind.QuickFix]))

    async def test_a_text_that_was_changed_meanwhile_gets_no_edit_of_the_old_one(self):
        await self.start()
        self.open("ask.py", OLD)
        asked = asyncio.create_task(self.actions("ask.py", types.Position(0, 0), ["source.fixAll"]))
        await asyncio.sleep(0)
        self.type("ask.py", "\n" + OLD, 2)
        try:
            found = await asked
        except JsonRpcException as error:
            self.assertEqual(error.code, -32801)
        else:
            # The new text came before the question was answered for the old one.
            self.assertEqual(found[0].edit.document_changes[0].text_document.version, 2)

    async def test_a_question_that_is_taken_back_is_answered_so(self):
        await self.start()
        self.open("ask.py", OLD)
        asked = self.editor.protocol.send_request(types.TEXT_DOCUMENT_HOVER, types.HoverParams(
            types.TextDocumentIdentifier(self.uri("ask.py")), types.Position(4, 20)), msg_id="mine")
        self.editor.protocol.notify("$/cancelRequest", types.CancelParams("mine"))
        with self.assertRaises(JsonRpcException) as raised:
            await asyncio.wait_for(asyncio.wrap_future(asked), 60)
        self.assertEqual(raised.exception.code, -32800)

    async def test_what_is_known_is_not_shown(self):
        self.put({"ask.py": OLD, "exuvia.toml": "baseline = \"known.json\"\n"})
        command = [EXUVIA, "check", "--write-baseline", "--quiet"]
        done = await asyncio.to_thread(subprocess.run, command, cwd=self.folder, capture_output=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        await self.start()
        self.open("ask.py", OLD + "\n\n" + OLD.replace("ask", "again"))
        told = await self.editor.until(self.uri("ask.py"), lambda told: told.diagnostics)
        self.assertEqual({one.range.start.line for one in told.diagnostics}, {12})

    async def test_code_in_notebooks_is_left_to_the_command_line(self):
        cell = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": OLD.splitlines(keepends=True)}
        self.put({"x.ipynb": json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})})
        await self.start()
        self.open("ask.py", OLD)
        await self.editor.until(self.uri("ask.py"), lambda told: told.diagnostics)
        self.assertNotIn(self.uri("x.ipynb"), self.editor.told)

    async def test_an_editor_that_is_gone_ends_the_server(self):
        await self.start()
        self.open("ask.py", OLD)
        # Without having said so: by the protocol that is an error.
        self.editor.exit(None)
        self.assertEqual(await self.ended(), 1)
        await self.start()


class SeveralFiles(Server):
    files = ACROSS

    async def test_a_part_that_lies_in_two_files_is_fixed_in_both(self):
        await self.start()
        self.open("read.py", ACROSS["read.py"], 4)
        told = await self.editor.until(self.uri("made.py"), lambda told: told.diagnostics)
        related = [place for one in told.diagnostics for place in one.related_information or []]
        self.assertIn(self.uri("read.py"), {place.location.uri for place in related})
        start = told.diagnostics[0].range.start
        action, = await self.actions("made.py", start, [types.CodeActionKind.QuickFix])
        self.assertIn("in 2 files", action.title)
        by_uri = {change.text_document.uri: change for change in action.edit.document_changes}
        self.assertEqual(set(by_uri), {self.uri("made.py"), self.uri("read.py")})
        self.assertIsNone(by_uri[self.uri("made.py")].text_document.version)
        self.assertEqual(by_uri[self.uri("read.py")].text_document.version, 4)
        read = applied(ACROSS["read.py"], by_uri[self.uri("read.py")].edits)
        self.assertIn("made(text).choices[0].message.content", read)
        # What lies in two files is nothing that one file can do alone.
        self.assertEqual(await self.actions("read.py", types.Position(0, 0), ["source.fixAll.exuvia"]), [])


class SeveralFolders(Server):
    files = {"one/ask.py": OLD, "one/inner/ask.py": OLD, "two/ask.py": OLD, "elsewhere/ask.py": OLD}
    folders = ["one", "two", "one/inner", "gone"]

    async def test_what_is_wrong_with_one_keeps_nothing_of_the_others_back(self):
        await self.start()
        for name in ("one/ask.py", "one/inner/ask.py", "two/ask.py"):
            told = await self.editor.until(self.uri(name), lambda told: told.diagnostics)
            self.assertEqual(len(told.diagnostics), 1, name)
        self.assertNotIn(self.uri("elsewhere/ask.py"), self.editor.told)
        self.open("elsewhere/ask.py", OLD)
        await self.editor.until(self.uri("elsewhere/ask.py"), lambda told: told.diagnostics)
        self.put({"two/exuvia.toml": "ignroe = []\n", "one/exuvia.toml": "ignore = [\"OAI\"]\n"})
        self.changed("two/exuvia.toml", "one/exuvia.toml")
        await self.editor.until(self.uri("one/ask.py"), lambda told: not told.diagnostics)
        # What was found there before stands.
        self.assertTrue(self.editor.told[self.uri("two/ask.py")].diagnostics)
        self.assertEqual(len(self.editor.messages), 1, self.editor.messages)
        self.editor.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(types.WorkspaceFoldersChangeEvent(
            added=[types.WorkspaceFolder(self.uri("elsewhere"), "x")], removed=[types.WorkspaceFolder(self.uri("two"), "two")])))
        await self.editor.until(self.uri("two/ask.py"), lambda told: not told.diagnostics)
        self.assertTrue(self.editor.told[self.uri("elsewhere/ask.py")].diagnostics)


class OldEditor(Server):
    files = ACROSS
    changes = False

    async def test_an_editor_without_states_of_texts_gets_plain_changes(self):
        await self.start()
        told = await self.editor.until(self.uri("made.py"), lambda told: told.diagnostics)
        action, = await self.actions("made.py", told.diagnostics[0].range.start, [types.CodeActionKind.QuickFix])
        self.assertIsNone(action.edit.document_changes)
        self.assertEqual(set(action.edit.changes), {self.uri("made.py"), self.uri("read.py")})


if __name__ == "__main__":
    sys.exit(unittest.main())
