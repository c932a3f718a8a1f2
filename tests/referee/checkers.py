"""Two type checkers as referees, with the real openai 1.93.1 installed.

ty is fast and blind to unannotated returns and parameters; pyright infers both, so it sees values that cross functions and
files. Only what fails when it runs counts: a checker's stricter wishes (`str | None` for `str`) are no defect of a migration.
"""

import json
import os
import re
import subprocess
from collections import Counter, defaultdict

OPENAI = re.compile(
    r"openai|ChatCompletion|ChoiceDelta|`Choice`|CompletionChoice|`Completion`|CreateEmbeddingResponse|`Embedding`|"
    r"`Stream\[|AsyncStream|ImagesResponse|ModerationCreateResponse|Transcription|Translation|CompletionUsage|FileObject|"
    r"`OpenAI`|AsyncOpenAI|AzureOpenAI|SyncPage|AsyncPage|SyncCursorPage|HttpxBinaryResponseContent|FineTuningJob|`Image`|"
    r"`tuple\[str, Any\]`|`Moderation`|APIStatusError|APIConnectionError|APITimeoutError|BadRequestError|RateLimitError|"
    r"APIError|InternalServerError"
)
TY_RULES = frozenset(
    "missing-attribute missing-union-attribute unresolved-attribute not-subscriptable non-subscriptable unresolved-reference "
    "unknown-argument missing-argument too-many-positional-arguments parameter-already-assigned not-iterable "
    "unsupported-operator not-callable call-non-callable invalid-await invalid-context-manager no-matching-overload "
    "import-not-found unresolved-import missing-module-member possibly-missing-import invalid-exception-caught".split()
)
# A name that is gone altogether, whoever's it was: the mark of an import or a client that the migration lost.
ANY_OWNER = frozenset({"unresolved-reference", "reportUndefinedVariable"})
PYRIGHT_RULES = frozenset(
    "reportAttributeAccessIssue reportIndexIssue reportCallIssue reportUndefinedVariable reportOperatorIssue "
    "reportGeneralTypeIssues reportTypedDictNotRequiredAccess reportMissingImports".split()
)
OLD_ARGUMENT = re.compile(
    r'No parameter named "(engine|deployment_id|request_timeout|headers|api_key|api_base|api_type|api_version|'
    r'organization|request_id)"'
)
# What clients are made of: a value that their classes do not take.
CLIENT_ARGUMENT = re.compile(
    r'parameter "(api_key|azure_ad_token|azure_endpoint|base_url|api_version|organization|http_client)" of .*"__init__"'
)
TY_LINE = re.compile(r"(.+?):(\d+):\d+: (\w+)\[([\w-]+)\] (.*)")
# Mixins and modules of others whose names hold the word.
FOREIGN = re.compile(r"openai_schema|langchain\.\S+openai\S*|llama_index\.\S+openai\S*|gptcache\.\S+openai")


# A wish, as pyright's reportOptionalMemberAccess is.
OPTIONAL = re.compile(r"^Attribute `\w+` is not defined on `None` in union")
# An exception, with what a checker knows that it is not: its class may have another name after an upgrade.
EXCEPTION = re.compile(r"\b\w+Error\b(?: & ~\w+)*")


def about_openai(rule, message):
    if OPTIONAL.match(message):
        return False
    text = FOREIGN.sub("", message)
    return rule in ANY_OWNER or bool(OPENAI.search(text) or OPENAI.search(text.replace('"', "`")))


def apart(errors, before):
    """The errors that come with an upgrade, and those that the code has without it as well; lines move, so what is said
    tells which are the same."""

    def alike(error):
        return error[1], EXCEPTION.sub("Error", error[2]).split(" in union ")[0]

    known = Counter(alike(error) for error in before)
    new, own = [], []
    for error in errors:
        if known[alike(error)]:
            known[alike(error)] -= 1
            own.append(error)
        else:
            new.append(error)
    return new, own


def ty(python, root, files):
    """path -> [(line, rule, message)] of the errors about openai."""
    found = defaultdict(list)
    command = [os.path.join(os.path.dirname(python), "ty"), "check", "--python", os.path.dirname(os.path.dirname(python))]
    command += ["--output-format", "concise", "--exit-zero"]
    if files:
        run = subprocess.run([*command, *files], cwd=root, capture_output=True, text=True)
        if run.returncode not in (0, 1):
            raise SystemExit(f"ty could not run in {root}: {run.stderr[-500:]}")
        for line in run.stdout.splitlines():
            match = TY_LINE.match(line)
            if match and match[3] == "error" and match[4] in TY_RULES and about_openai(match[4], match[5]):
                found[os.path.normpath(match[1])].append((int(match[2]), match[4], match[5]))
    return dict(found)


def pyright(command, python, root, files):
    """path -> [(line, rule, message)] of the errors about openai."""
    found = defaultdict(list)
    files = [f for f in files if not f.endswith(".ipynb")]
    for start in range(0, len(files), 60):
        run = subprocess.run(
            [command, "--pythonpath", python, "--outputjson", *files[start : start + 60]],
            cwd=root,
            capture_output=True,
            text=True,
        )
        try:
            diagnostics = json.loads(run.stdout)["generalDiagnostics"]
        except (ValueError, KeyError):
            raise SystemExit(f"pyright could not run in {root}: {run.stderr[-500:]}") from None
        keep(found, root, diagnostics)
    return dict(found)


def keep(found, root, diagnostics):
    """Puts what pyright says about openai where it says it."""
    for one in diagnostics:
        rule, message = one.get("rule"), one["message"]
        if one["severity"] != "error":
            continue
        counts = rule in PYRIGHT_RULES and (about_openai(rule, message) or OLD_ARGUMENT.search(message))
        if counts or rule == "reportArgumentType" and CLIENT_ARGUMENT.search(message):
            path = os.path.normpath(os.path.relpath(one["file"], os.path.realpath(root)))
            found[path].append((one["range"]["start"]["line"] + 1, rule, message.split("\n")[0]))


def pyright_projects(command, python, root, files):
    """As `pyright`, for many small projects below one folder: each finds its own modules only."""
    found = defaultdict(list)
    environments = [{"root": project} for project in files]
    with open(os.path.join(root, "pyrightconfig.json"), "w", encoding="utf-8") as file:
        json.dump({"include": ["."], "executionEnvironments": environments}, file)
    run = [command, "--pythonpath", python, "--outputjson", "--project", root]
    run = subprocess.run(run, cwd=root, capture_output=True, text=True)
    try:
        keep(found, root, json.loads(run.stdout)["generalDiagnostics"])
    except (ValueError, KeyError):
        raise SystemExit(f"pyright could not run in {root}: {run.stderr[-500:]}") from None
    return dict(found)
