"""What a terminal shows of a command, as an SVG: a text that stays small and sharp."""

import fcntl
import os
import pty
import re
import struct
import termios
from xml.sax.saxutils import escape

WIDTH, ROW, LEFT, TOP, SIZE = 8.4, 18, 16, 16, 14
PAPER, INK = "#16181d", "#d5d9e0"
# By the codes that the program writes; another one is an error, so that no colour gets lost.
STYLES = {
    "1": {"font-weight": "bold"},
    "31": {"fill": "#ff7b72"}, "91": {"fill": "#ff7b72"},
    "32": {"fill": "#7ee787"}, "92": {"fill": "#7ee787"},
    "33": {"fill": "#e3b341"}, "93": {"fill": "#e3b341"},
    "34": {"fill": "#79c0ff"}, "94": {"fill": "#79c0ff"},
    "36": {"fill": "#76e3ea"}, "96": {"fill": "#76e3ea"},
}
CODE = re.compile("\x1b\\[([0-9;]*)m")


def printed(command, folder, columns):
    """What a command writes to a terminal of so many columns."""
    child, terminal = pty.fork()
    if not child:
        os.chdir(folder)
        # The parent has set the size when it lets go of the pipe; before, a program could ask for it too early.
        os.read(0, 1)
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        os.execve(command[0], ["exuvia", *command[1:]], {**kept, "TERM": "xterm-256color"})
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    quiet = termios.tcgetattr(terminal)
    quiet[3] &= ~termios.ECHO
    termios.tcsetattr(terminal, termios.TCSANOW, quiet)
    os.write(terminal, b"\n")
    out = b""
    while True:
        try:
            part = os.read(terminal, 1 << 16)
        except OSError:
            part = b""
        if not part:
            break
        out += part
    os.waitpid(child, 0)
    lines = out.decode().replace("\r\n", "\n").rstrip("\n").split("\n")
    # What a line that moves has shown meanwhile is gone in the end.
    return [line.rpartition("\r\x1b[2K")[2] for line in lines]


def runs(line):
    """The parts of a line: where each begins, its text and its style."""
    style, column, begun = {}, 0, 0
    for code in [*CODE.finditer(line), None]:
        text = line[begun:code.start() if code else None]
        if "\x1b" in text:
            raise ValueError(f"no colour: {text!r}")
        if text.strip():
            blank = len(text) - len(text.lstrip())
            yield column + blank, text.strip(), dict(style)
        column += len(text)
        if code:
            begun = code.end()
            for one in (code.group(1) or "0").split(";"):
                style = {} if one == "0" else {**style, **STYLES[one]}


def drawn(command, lines, columns):
    """The SVG of a command with what it prints."""
    lines = [f"\x1b[32m$\x1b[0m \x1b[1m{command}\x1b[0m", "", *lines]
    width, height = round(2 * LEFT + columns * WIDTH), 2 * TOP + len(lines) * ROW
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">',
        f"<title>{escape(command)}</title>",
        f'<rect width="{width}" height="{height}" rx="8" fill="{PAPER}"/>',
        f'<g fill="{INK}" font-size="{SIZE}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, \'DejaVu Sans Mono\', monospace"'
        ' xml:space="preserve">',
    ]
    for number, line in enumerate(lines):
        for column, text, style in runs(line):
            attributes = "".join(f' {name}="{value}"' for name, value in style.items())
            # Each run says how long it is, so that marks stand under their code with any font.
            out.append(
                f'<text x="{LEFT + column * WIDTH:.1f}" y="{TOP + (number + 1) * ROW - 5}" textLength="{len(text) * WIDTH:.1f}"'
                f"{attributes}>{escape(text)}</text>"
            )
    return "\n".join([*out, "</g>", "</svg>", ""])
