"""Lets Neovim, with what its page says, talk to `exuvia server`."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

EXUVIA = Path(os.environ["EXUVIA"])
PAGE = Path(__file__).resolve().parents[2] / "docs/editors/neovim.md"
OLD = """import openai


def ask(text):
    answer = openai.ChatCompletion.create(model="gpt-4", messages=[{"role": "user", "content": text}])
    return answer["choices"][0]["message"]["content"]
"""
NEW = OLD.replace("ChatCompletion", "chat.completions").replace('["choices"][0]["message"]["content"]', ".choices[0].message.content")
# What somebody does in the editor; each line that is printed is looked at.
SESSION = r"""
local function text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n") .. "\n"
end
local function say(...)
  io.stdout:write(table.concat(vim.tbl_map(tostring, { ... }), " ") .. "\n")
end
local function found()
  return vim.wait(60000, function() return #vim.diagnostic.get(0) > 0 end, 20)
end

found()
local one = vim.diagnostic.get(0)[1]
say("found", one.lnum, one.col, one.code, one.source)
vim.api.nvim_win_set_cursor(0, { 5, 20 })
local place = vim.lsp.util.make_position_params(0, "utf-16")
local told = vim.lsp.buf_request_sync(0, "textDocument/hover", place, 60000)
say("explained", vim.tbl_values(told)[1].result.contents.value:match("^%*%*%w+%*%*"))
vim.cmd("silent write")
say("saved", vim.json.encode(text()))
vim.cmd("silent undo")
found()
vim.ui.select = function(items, _, choose)
  for _, item in ipairs(items) do say("offered", item.action.title) end
  choose(items[1])
end
vim.api.nvim_win_set_cursor(0, { 5, 20 })
vim.lsp.buf.code_action()
vim.wait(60000, function() return text():find("chat.completions", 1, true) ~= nil end, 20)
say("taken", vim.json.encode(text()))
"""


class Neovim(unittest.TestCase):
    def test_it_shows_explains_and_fixes_as_its_page_says(self):
        folder = Path(tempfile.mkdtemp(prefix="exuvia-neovim-")).resolve()
        self.addCleanup(shutil.rmtree, folder)
        blocks = re.findall(r"```lua\n(.*?)```", PAGE.read_text(), re.DOTALL)
        self.assertEqual(len(blocks), 2)
        project = folder / "project"
        project.mkdir()
        for path, text in (("init.lua", "\n".join(blocks)), ("session.lua", SESSION), ("project/exuvia.toml", ""), ("project/ask.py", OLD)):
            (folder / path).write_text(text)
        places = {f"XDG_{name}_HOME": str(folder / name) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
        paths = os.pathsep.join([str(EXUVIA.parent), os.environ["PATH"]])
        # Beside this Python, as its package puts it.
        done = subprocess.run(
            [Path(sys.executable).with_name("nvim"), "--headless", "-u", folder / "init.lua", "ask.py",
             "-c", f"luafile {folder / 'session.lua'}", "-c", "qa!"],
            cwd=project, env={**os.environ, **places, "PATH": paths}, capture_output=True, text=True, timeout=300)
        said = [line.split(" ", 1) for line in done.stdout.splitlines()]
        said = [[word, json.loads(rest) if word in ("saved", "taken") else rest] for word, rest in said]
        self.assertEqual(said, [
            ["found", "4 13 OAI102 exuvia"],
            ["explained", "**OAI102**"],
            ["saved", NEW],
            ["offered", "OAI102: fix this part"],
            ["offered", "exuvia: do all that is safe in this file"],
            ["taken", NEW],
        ], done.stderr)
        self.assertEqual((project / "ask.py").read_text(), NEW, "what was saved")


if __name__ == "__main__":
    unittest.main()
