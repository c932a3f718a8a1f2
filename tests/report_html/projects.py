"""Projects that a report is made of."""

import json
import os
import subprocess

# Names and texts that want to be markup, script, attributes, ends of comments, other directions and other lines.
EVIL = (
    "<script>window.pwned=1</script>",
    "</script><script>window.pwned=2</script>",
    "\"><img src=x onerror=window.pwned=3>",
    "' onmouseover='window.pwned=4' autofocus onfocus='window.pwned=5",
    "</style><svg onload=window.pwned=6>",
    "--><iframe src=javascript:window.pwned=7>",
    "&lt;b&gt;&amp;quot;&#60;i&#62;",
    "</details></section></main><h1>gone</h1>",
    "<meta http-equiv=refresh content=0>",
    "javascript:window.pwned=8",
    "a\u202egnp.exe\u2066\u200b",
    "\x1b[31m\x07\x7f\x85\u2028",
    "{{7*7}}${7*7}`{shown}",
    "\U0001f40d e\u0301 \u6587\u4ef6",
)


def name_of(evil):
    """A file's name can be all but a slash and a null."""
    return evil.replace("/", "\u2215") + ".py"


def hostile(root):
    """Each kind of finding with texts that want to get out: names of files and folders, code, messages, requirements, the plan file."""
    for number, evil in enumerate(EVIL):
        folder = os.path.join(root, "a\"<b>'&c" if number % 2 else "plain")
        os.makedirs(folder, exist_ok=True)
        text = repr(evil)[1:-1] if not evil.isprintable() else evil.replace("\\", "\\\\")
        quoted = json.dumps(evil, ensure_ascii=False) if evil.isprintable() or "\u202e" in evil else repr(evil)
        lines = [
            "import openai",
            f"# {text} \u202e \x1b[2J",
            f"MODEL = {quoted}",
            "def ask(prompt, **more):",
            f"    reply = openai.ChatCompletion.create(model={quoted}, messages=[{{'role': {quoted}}}])",
            f"    print({quoted}, reply['choices'][0]['message']['content'])",
            f"    openai.Completion.create(engine=MODEL, prompt={quoted}, **more)",
            f"    return openai.Edit.create(model={quoted}, input=prompt)",
        ]
        with open(os.path.join(folder, name_of(evil)), "w", encoding="utf-8", newline="") as file:
            file.write("\n".join(lines) + "\n")
    with open(os.path.join(root, "requirements.txt"), "w", encoding="utf-8") as file:
        file.write("openai==0.28.1 # <script>window.pwned=9</script>\nredis==5.0.1\n")
    with open(os.path.join(root, "exuvia.toml"), "w", encoding="utf-8") as file:
        title = json.dumps(EVIL[1] + EVIL[2] + EVIL[3])
        file.write(f"[[phases]]\ntitle = {title}\nspan = {title}\npackages = [\"openai\"]\n")
        file.write(f"[packages.openai]\ncheckpoints = [{{ text = {title} }}]\n")


def large(root, files=100, calls=102):
    """With the pin and the imports, more than ten thousand findings."""
    for number in range(files):
        lines = ["import openai", ""]
        for call in range(calls):
            lines.append(f"def ask_{number}_{call}(prompt):")
            lines.append(f"    return openai.{'Edit' if call % 10 == 0 else 'ChatCompletion'}.create(model='gpt-4', messages=[{{'content': prompt}}])")
            lines.append("")
        folder = os.path.join(root, f"part{number % 10}")
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, f"module{number}.py"), "w", encoding="utf-8") as file:
            file.write("\n".join(lines))
    with open(os.path.join(root, "requirements.txt"), "w", encoding="utf-8") as file:
        file.write("openai==0.28.1\n")


def planned(exuvia, root, output, lang="en"):
    """Plans a project; gives the path of the report and the findings."""
    command = [exuvia, "plan", ".", "--lang", lang, "--output", output]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if run.returncode:
        raise AssertionError(f"{' '.join(command)} gives {run.returncode}: {run.stderr[-1000:]}")
    with open(os.path.join(output, "findings.json"), encoding="utf-8") as file:
        return os.path.join(output, "report.html"), json.load(file)["findings"]
