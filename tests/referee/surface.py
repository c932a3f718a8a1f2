"""The names of the OpenAI SDK before 1.0 and after it, read off the installed packages 0.28.1 and 1.93.1.

Nothing of this comes from exuvia's own rules: it is here to disagree with them.
"""

import re

RESOURCES = frozenset(
    "Audio ChatCompletion Completion Customer Deployment Edit Embedding Engine ErrorObject File FineTune "
    "FineTuningJob Image Model Moderation".split()
)
MODULES = frozenset(
    "api_requestor api_resources datalib embeddings_utils error object_classes openai_object openai_response "
    "upload_progress util validators wandb_logger".split()
)
# Settings that 1.x accepts in silence and ignores. `api_key`, `organization`, `api_version` live on.
SETTINGS = frozenset(
    "aiosession api_base api_key_path app_info ca_bundle_path debug enable_telemetry log proxy requestssession "
    "verify_ssl_certs".split()
)
# Importable from the package itself in 0.28.1, absent from 1.x.
ROOT_ERRORS = frozenset({"InvalidRequestError"})
LEGACY = RESOURCES | MODULES | SETTINGS | ROOT_ERRORS

# What `from openai import *` brought that 1.x does not have or only raises for.
STAR = (RESOURCES | SETTINGS | ROOT_ERRORS) - {"aiosession", "requestssession"}

# Values of `openai.api_type` that 1.x does not know.
OLD_API_TYPES = frozenset({"azure_ad", "azuread", "open_ai"})

# Methods of the resources that ask the server for something.
_METHODS = (
    "cancel create create_edit create_variation delete download embeddings find_matching_files generate list "
    "list_events modify refresh request retrieve stream_events transcribe transcribe_raw translate translate_raw"
).split()
METHODS = frozenset(_METHODS) | frozenset("a" + name for name in _METHODS) | {"auto_paging_iter", "wait_for_processing"}

# A string that names an old symbol, as tests and lazy imports have it.
SYMBOL_STRING = re.compile(r"^openai\.(%s)(\.\w+)*$" % "|".join(sorted(LEGACY)))
# The same, reached through a module of the project: "app.llm.openai.ChatCompletion.create".
PATCHED_STRING = re.compile(r"^(\w+\.)+openai\.(%s)(\.\w+)*$" % "|".join(sorted(LEGACY)))
# Calls whose first string argument is the path of an attribute.
PATCHERS = frozenset("patch setattr delattr multiple object spy stub".split())

# Environment variables that only 0.x reads.
OLD_ENVIRONMENT = frozenset({"OPENAI_API_BASE", "OPENAI_ORGANIZATION", "OPENAI_API_KEY_PATH"})

# The end of a call in the form of 1.x, whatever the client is called.
NEW_CALL = re.compile(
    r"(^|\.)(completions|embeddings|images|transcriptions|translations|moderations|files|models|jobs|edits)"
    r"(\.with_raw_response|\.with_streaming_response)?"
    r"\.(create|generate|edit|create_variation|list|retrieve|cancel|delete)$"
)
# Of those, the ones that take every argument by keyword.
KEYWORD_ONLY = re.compile(
    r"(^|\.)(completions|embeddings|images|transcriptions|translations|moderations|files|jobs)"
    r"\.(create|generate|edit|create_variation)$"
)
OLD_KEYWORDS = frozenset(
    "engine deployment_id request_timeout headers api_key api_base api_type api_version organization request_id".split()
)
CLIENTS = frozenset("OpenAI AsyncOpenAI AzureOpenAI AsyncAzureOpenAI Client AsyncClient".split())
OLD_CLIENT_KEYWORDS = frozenset("api_base api_type deployment_id engine headers proxy request_timeout".split())

# What a response of 0.x could do as the dict that it was, and a model of 1.x cannot.
DICT_METHODS = frozenset("get items keys values pop popitem setdefault update clear to_dict_recursive refresh_from".split())
# Fields that hold plain values, not models.
LEAVES = frozenset(
    "content text arguments name role id model object created finish_reason embedding url b64_json index "
    "revised_prompt prompt_tokens completion_tokens total_tokens filename purpose status bytes metadata "
    "system_fingerprint refusal flagged language duration".split()
)
# Methods of a model that give something else than a model.
LEAVING_METHODS = frozenset("model_dump model_dump_json to_dict to_json dict json iter_lines iter_bytes read parse".split())

# Attributes of an exception of 0.28 that those of 1.x lack.
OLD_ERROR_ATTRIBUTES = frozenset(
    "http_status http_body json_body user_message headers should_retry error organization construct_error_object "
    "_message".split()
)
