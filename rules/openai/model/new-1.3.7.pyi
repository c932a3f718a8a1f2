# The part of openai 1.3.7's API that code written for 0.28 can be moved to: the clients, their resources and what
# these give, exceptions, the module's settings. Resources that 0.28 had no counterpart of are `Any`.
# Made by `scripts/openai-surface.py new` (see `scripts/openai-model.sh`) from the installed package, not by hand.
#
# `Stream[T]` is written `Iterator[T]`; a page class and its item are one class here, `SyncPageOfModel`, which is no name
# of the package. `list` of an async client gives an object that is awaited (a page) or iterated: it is `async def` here.
#
# `# module: a.b` holds until the next such line. `X = a.b.Y` says that two public paths name one thing. Names of other
# modules are written in full, those of the same module too where they are classes of a package; `list`, `dict`, `str`
# and the like are always the builtins, also below a method of that name. Defaults are `...`. Parameters without a type
# take anything. `# env: X` on a field: the environment variable that it starts from. `# key: k` on a field: the name in
# the JSON, where it is not an identifier or differs.
# module: openai
api_key: str | None  # env: OPENAI_API_KEY, AZURE_OPENAI_API_KEY
organization: str | None  # env: OPENAI_ORG_ID
base_url: str | httpx.URL | None  # env: OPENAI_BASE_URL
timeout: float | httpx.Timeout | None
max_retries: int
default_headers: dict[str, str] | None
default_query: dict[str, Any] | None
http_client: httpx.Client | None
api_type: Literal["openai", "azure"] | None  # env: OPENAI_API_TYPE
api_version: str | None  # env: OPENAI_API_VERSION
azure_endpoint: str | None  # env: AZURE_OPENAI_ENDPOINT
azure_ad_token: str | None  # env: AZURE_OPENAI_AD_TOKEN
azure_ad_token_provider: Any
VERSION: str
__version__: str
audio: openai.resources.Audio
beta: Any
chat: openai.resources.Chat
completions: openai.resources.Completions
edits: Any
embeddings: openai.resources.Embeddings
files: openai.resources.Files
fine_tunes: Any
fine_tuning: openai.resources.FineTuning
images: openai.resources.Images
models: openai.resources.Models
moderations: openai.resources.Moderations
Client = openai.OpenAI
AsyncClient = openai.AsyncOpenAI
Timeout = httpx.Timeout
class BaseModel:
    def model_dump(self, *, mode=..., include=..., exclude=..., context=..., by_alias=..., exclude_unset=..., exclude_defaults=..., exclude_none=..., exclude_computed_fields=..., round_trip=..., warnings=..., fallback=..., serialize_as_any=..., polymorphic_serialization=...) -> dict[str, Any]: ...
    def model_dump_json(self, *, indent=..., ensure_ascii=..., include=..., exclude=..., context=..., by_alias=..., exclude_unset=..., exclude_defaults=..., exclude_none=..., exclude_computed_fields=..., round_trip=..., warnings=..., fallback=..., serialize_as_any=..., polymorphic_serialization=...) -> str: ...
    def dict(self, *, include=..., exclude=..., by_alias=..., exclude_unset=..., exclude_defaults=..., exclude_none=...) -> dict[str, Any]: ...
    def json(self, *, include=..., exclude=..., by_alias=..., exclude_unset=..., exclude_defaults=..., exclude_none=..., encoder=..., models_as_dict=..., **dumps_kwargs) -> str: ...
    def copy(self, *, include=..., exclude=..., update=..., deep=...) -> Any: ...
    def model_copy(self, *, update=..., deep=...) -> Any: ...
class OpenAIError(Exception): ...
class APIError(openai.OpenAIError):
    message: str
    request: httpx.Request
    body: Any
    code: str | None
    param: str | None
    type: str | None
    def __init__(self, message, request, *, body) -> None: ...
class APIConnectionError(openai.APIError):
    def __init__(self, *, message=..., request) -> None: ...
class APIResponseValidationError(openai.APIError):
    response: httpx.Response
    status_code: int
    def __init__(self, response, body, *, message=...) -> None: ...
class APIStatusError(openai.APIError):
    response: httpx.Response
    status_code: int
    def __init__(self, message, *, response, body) -> None: ...
class APITimeoutError(openai.APIConnectionError):
    def __init__(self, request) -> None: ...
class AuthenticationError(openai.APIStatusError):
    status_code: Literal[401]
class BadRequestError(openai.APIStatusError):
    status_code: Literal[400]
class ConflictError(openai.APIStatusError):
    status_code: Literal[409]
class InternalServerError(openai.APIStatusError): ...
class NotFoundError(openai.APIStatusError):
    status_code: Literal[404]
class PermissionDeniedError(openai.APIStatusError):
    status_code: Literal[403]
class RateLimitError(openai.APIStatusError):
    status_code: Literal[429]
class UnprocessableEntityError(openai.APIStatusError):
    status_code: Literal[422]
class OpenAI:
    api_key: str
    organization: str | None
    base_url: httpx.URL
    timeout: float | httpx.Timeout | None
    max_retries: int
    chat: openai.resources.Chat
    completions: openai.resources.Completions
    embeddings: openai.resources.Embeddings
    images: openai.resources.Images
    audio: openai.resources.Audio
    moderations: openai.resources.Moderations
    files: openai.resources.Files
    models: openai.resources.Models
    fine_tuning: openai.resources.FineTuning
    beta: Any
    edits: Any
    fine_tunes: Any
    def __init__(self, *, api_key=..., organization=..., base_url=..., timeout=..., max_retries=..., default_headers=..., default_query=..., http_client=...) -> None: ...
    def copy(self, *, api_key=..., organization=..., base_url=..., timeout=..., http_client=..., max_retries=..., default_headers=..., set_default_headers=..., default_query=..., set_default_query=...) -> openai.OpenAI: ...
    def with_options(self, *, api_key=..., organization=..., base_url=..., timeout=..., http_client=..., max_retries=..., default_headers=..., set_default_headers=..., default_query=..., set_default_query=...) -> openai.OpenAI: ...
    def close(self) -> None: ...
    def is_closed(self) -> bool: ...
class AsyncOpenAI:
    api_key: str
    organization: str | None
    base_url: httpx.URL
    timeout: float | httpx.Timeout | None
    max_retries: int
    chat: openai.resources.AsyncChat
    completions: openai.resources.AsyncCompletions
    embeddings: openai.resources.AsyncEmbeddings
    images: openai.resources.AsyncImages
    audio: openai.resources.AsyncAudio
    moderations: openai.resources.AsyncModerations
    files: openai.resources.AsyncFiles
    models: openai.resources.AsyncModels
    fine_tuning: openai.resources.AsyncFineTuning
    beta: Any
    edits: Any
    fine_tunes: Any
    def __init__(self, *, api_key=..., organization=..., base_url=..., timeout=..., max_retries=..., default_headers=..., default_query=..., http_client=...) -> None: ...
    def copy(self, *, api_key=..., organization=..., base_url=..., timeout=..., http_client=..., max_retries=..., default_headers=..., set_default_headers=..., default_query=..., set_default_query=...) -> openai.AsyncOpenAI: ...
    def with_options(self, *, api_key=..., organization=..., base_url=..., timeout=..., http_client=..., max_retries=..., default_headers=..., set_default_headers=..., default_query=..., set_default_query=...) -> openai.AsyncOpenAI: ...
    async def close(self) -> None: ...
    def is_closed(self) -> bool: ...
class AzureOpenAI(openai.OpenAI):
    def __init__(self, *, api_version=..., azure_endpoint=..., azure_deployment=..., api_key=..., azure_ad_token=..., azure_ad_token_provider=..., organization=..., base_url=..., timeout=..., max_retries=..., default_headers=..., default_query=..., http_client=...) -> None: ...
    def copy(self, *, api_key=..., organization=..., api_version=..., azure_ad_token=..., azure_ad_token_provider=..., base_url=..., timeout=..., http_client=..., max_retries=..., default_headers=..., set_default_headers=..., default_query=..., set_default_query=...) -> openai.AzureOpenAI: ...
    def with_options(self, *, api_key=..., organization=..., api_version=..., azure_ad_token=..., azure_ad_token_provider=..., base_url=..., timeout=..., http_client=..., max_retries=..., default_headers=..., set_default_headers=..., default_query=..., set_default_query=...) -> openai.AzureOpenAI: ...
    def close(self) -> None: ...
    def is_closed(self) -> bool: ...
class AsyncAzureOpenAI(openai.AsyncOpenAI):
    def __init__(self, *, azure_endpoint=..., azure_deployment=..., api_version=..., api_key=..., azure_ad_token=..., azure_ad_token_provider=..., organization=..., base_url=..., timeout=..., max_retries=..., default_headers=..., default_query=..., http_client=...) -> None: ...
    def copy(self, *, api_key=..., organization=..., api_version=..., azure_ad_token=..., azure_ad_token_provider=..., base_url=..., timeout=..., http_client=..., max_retries=..., default_headers=..., set_default_headers=..., default_query=..., set_default_query=...) -> openai.AsyncAzureOpenAI: ...
    def with_options(self, *, api_key=..., organization=..., api_version=..., azure_ad_token=..., azure_ad_token_provider=..., base_url=..., timeout=..., http_client=..., max_retries=..., default_headers=..., set_default_headers=..., default_query=..., set_default_query=...) -> openai.AsyncAzureOpenAI: ...
    async def close(self) -> None: ...
    def is_closed(self) -> bool: ...
class HttpxBinaryResponseContent:
    content: bytes
    text: str
    encoding: str | None
    response: httpx.Response
    def read(self) -> bytes: ...
    def json(self, **kwargs) -> Any: ...
    def iter_bytes(self, chunk_size=...) -> Iterator[bytes]: ...
    def iter_text(self, chunk_size=...) -> Iterator[str]: ...
    def iter_lines(self) -> Iterator[str]: ...
    def stream_to_file(self, file, *, chunk_size=...) -> None: ...

# module: openai.resources
class Chat:
    completions: openai.resources.chat.Completions
class Completions:
    @overload
    def create(self, *, model, prompt, best_of=..., echo=..., frequency_penalty=..., logit_bias=..., logprobs=..., max_tokens=..., n=..., presence_penalty=..., seed=..., stop=..., stream: Literal[False] | None = ..., suffix=..., temperature=..., top_p=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.Completion: ...
    @overload
    def create(self, *, model, prompt, stream: Literal[True], best_of=..., echo=..., frequency_penalty=..., logit_bias=..., logprobs=..., max_tokens=..., n=..., presence_penalty=..., seed=..., stop=..., suffix=..., temperature=..., top_p=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> Iterator[openai.types.Completion]: ...
    @overload
    def create(self, *, model, prompt, stream: bool, best_of=..., echo=..., frequency_penalty=..., logit_bias=..., logprobs=..., max_tokens=..., n=..., presence_penalty=..., seed=..., stop=..., suffix=..., temperature=..., top_p=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.Completion | Iterator[openai.types.Completion]: ...
class Embeddings:
    def create(self, *, input, model, encoding_format=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.CreateEmbeddingResponse: ...
class Images:
    def create_variation(self, *, image, model=..., n=..., response_format=..., size=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.ImagesResponse: ...
    def edit(self, *, image, prompt, mask=..., model=..., n=..., response_format=..., size=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.ImagesResponse: ...
    def generate(self, *, prompt, model=..., n=..., quality=..., response_format=..., size=..., style=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.ImagesResponse: ...
class Audio:
    transcriptions: openai.resources.audio.Transcriptions
    translations: openai.resources.audio.Translations
    speech: openai.resources.audio.Speech
class Moderations:
    def create(self, *, input, model=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.ModerationCreateResponse: ...
class Files:
    def content(self, file_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.HttpxBinaryResponseContent: ...
    def create(self, *, file, purpose, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.FileObject: ...
    def delete(self, file_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.FileDeleted: ...
    def list(self, *, purpose=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.pagination.SyncPageOfFileObject: ...
    def retrieve(self, file_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.FileObject: ...
    def retrieve_content(self, file_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> str: ...
    def wait_for_processing(self, id, *, poll_interval=..., max_wait_seconds=...) -> openai.types.FileObject: ...
class Models:
    def delete(self, model, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.ModelDeleted: ...
    def list(self, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.pagination.SyncPageOfModel: ...
    def retrieve(self, model, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.Model: ...
class FineTuning:
    jobs: openai.resources.fine_tuning.Jobs
class AsyncChat:
    completions: openai.resources.chat.AsyncCompletions
class AsyncCompletions:
    @overload
    async def create(self, *, model, prompt, best_of=..., echo=..., frequency_penalty=..., logit_bias=..., logprobs=..., max_tokens=..., n=..., presence_penalty=..., seed=..., stop=..., stream: Literal[False] | None = ..., suffix=..., temperature=..., top_p=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.Completion: ...
    @overload
    async def create(self, *, model, prompt, stream: Literal[True], best_of=..., echo=..., frequency_penalty=..., logit_bias=..., logprobs=..., max_tokens=..., n=..., presence_penalty=..., seed=..., stop=..., suffix=..., temperature=..., top_p=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> AsyncIterator[openai.types.Completion]: ...
    @overload
    async def create(self, *, model, prompt, stream: bool, best_of=..., echo=..., frequency_penalty=..., logit_bias=..., logprobs=..., max_tokens=..., n=..., presence_penalty=..., seed=..., stop=..., suffix=..., temperature=..., top_p=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.Completion | AsyncIterator[openai.types.Completion]: ...
class AsyncEmbeddings:
    async def create(self, *, input, model, encoding_format=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.CreateEmbeddingResponse: ...
class AsyncImages:
    async def create_variation(self, *, image, model=..., n=..., response_format=..., size=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.ImagesResponse: ...
    async def edit(self, *, image, prompt, mask=..., model=..., n=..., response_format=..., size=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.ImagesResponse: ...
    async def generate(self, *, prompt, model=..., n=..., quality=..., response_format=..., size=..., style=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.ImagesResponse: ...
class AsyncAudio:
    transcriptions: openai.resources.audio.AsyncTranscriptions
    translations: openai.resources.audio.AsyncTranslations
    speech: openai.resources.audio.AsyncSpeech
class AsyncModerations:
    async def create(self, *, input, model=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.ModerationCreateResponse: ...
class AsyncFiles:
    async def content(self, file_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.HttpxBinaryResponseContent: ...
    async def create(self, *, file, purpose, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.FileObject: ...
    async def delete(self, file_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.FileDeleted: ...
    async def list(self, *, purpose=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.pagination.AsyncPageOfFileObject: ...
    async def retrieve(self, file_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.FileObject: ...
    async def retrieve_content(self, file_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> str: ...
    async def wait_for_processing(self, id, *, poll_interval=..., max_wait_seconds=...) -> openai.types.FileObject: ...
class AsyncModels:
    async def delete(self, model, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.ModelDeleted: ...
    async def list(self, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.pagination.AsyncPageOfModel: ...
    async def retrieve(self, model, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.Model: ...
class AsyncFineTuning:
    jobs: openai.resources.fine_tuning.AsyncJobs

# module: openai.resources.chat
Chat = openai.resources.Chat
class Completions:
    @overload
    def create(self, *, messages, model, frequency_penalty=..., function_call=..., functions=..., logit_bias=..., max_tokens=..., n=..., presence_penalty=..., response_format=..., seed=..., stop=..., stream: Literal[False] | None = ..., temperature=..., tool_choice=..., tools=..., top_p=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.chat.ChatCompletion: ...
    @overload
    def create(self, *, messages, model, stream: Literal[True], frequency_penalty=..., function_call=..., functions=..., logit_bias=..., max_tokens=..., n=..., presence_penalty=..., response_format=..., seed=..., stop=..., temperature=..., tool_choice=..., tools=..., top_p=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> Iterator[openai.types.chat.ChatCompletionChunk]: ...
    @overload
    def create(self, *, messages, model, stream: bool, frequency_penalty=..., function_call=..., functions=..., logit_bias=..., max_tokens=..., n=..., presence_penalty=..., response_format=..., seed=..., stop=..., temperature=..., tool_choice=..., tools=..., top_p=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.chat.ChatCompletion | Iterator[openai.types.chat.ChatCompletionChunk]: ...
AsyncChat = openai.resources.AsyncChat
class AsyncCompletions:
    @overload
    async def create(self, *, messages, model, frequency_penalty=..., function_call=..., functions=..., logit_bias=..., max_tokens=..., n=..., presence_penalty=..., response_format=..., seed=..., stop=..., stream: Literal[False] | None = ..., temperature=..., tool_choice=..., tools=..., top_p=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.chat.ChatCompletion: ...
    @overload
    async def create(self, *, messages, model, stream: Literal[True], frequency_penalty=..., function_call=..., functions=..., logit_bias=..., max_tokens=..., n=..., presence_penalty=..., response_format=..., seed=..., stop=..., temperature=..., tool_choice=..., tools=..., top_p=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> AsyncIterator[openai.types.chat.ChatCompletionChunk]: ...
    @overload
    async def create(self, *, messages, model, stream: bool, frequency_penalty=..., function_call=..., functions=..., logit_bias=..., max_tokens=..., n=..., presence_penalty=..., response_format=..., seed=..., stop=..., temperature=..., tool_choice=..., tools=..., top_p=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.chat.ChatCompletion | AsyncIterator[openai.types.chat.ChatCompletionChunk]: ...

# module: openai.resources.chat.chat
Chat = openai.resources.Chat
AsyncChat = openai.resources.AsyncChat

# module: openai.resources.chat.completions
Completions = openai.resources.chat.Completions
AsyncCompletions = openai.resources.chat.AsyncCompletions

# module: openai.resources.completions
Completions = openai.resources.Completions
AsyncCompletions = openai.resources.AsyncCompletions

# module: openai.resources.embeddings
Embeddings = openai.resources.Embeddings
AsyncEmbeddings = openai.resources.AsyncEmbeddings

# module: openai.resources.images
Images = openai.resources.Images
AsyncImages = openai.resources.AsyncImages

# module: openai.resources.audio
Audio = openai.resources.Audio
class Transcriptions:
    def create(self, *, file, model, language=..., prompt=..., response_format=..., temperature=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.audio.Transcription: ...
class Translations:
    def create(self, *, file, model, prompt=..., response_format=..., temperature=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.audio.Translation: ...
class Speech:
    def create(self, *, input, model, voice, response_format=..., speed=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.HttpxBinaryResponseContent: ...
AsyncAudio = openai.resources.AsyncAudio
class AsyncTranscriptions:
    async def create(self, *, file, model, language=..., prompt=..., response_format=..., temperature=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.audio.Transcription: ...
class AsyncTranslations:
    async def create(self, *, file, model, prompt=..., response_format=..., temperature=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.audio.Translation: ...
class AsyncSpeech:
    async def create(self, *, input, model, voice, response_format=..., speed=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.HttpxBinaryResponseContent: ...

# module: openai.resources.audio.audio
Audio = openai.resources.Audio
AsyncAudio = openai.resources.AsyncAudio

# module: openai.resources.audio.transcriptions
Transcriptions = openai.resources.audio.Transcriptions
AsyncTranscriptions = openai.resources.audio.AsyncTranscriptions

# module: openai.resources.audio.translations
Translations = openai.resources.audio.Translations
AsyncTranslations = openai.resources.audio.AsyncTranslations

# module: openai.resources.audio.speech
Speech = openai.resources.audio.Speech
AsyncSpeech = openai.resources.audio.AsyncSpeech

# module: openai.resources.moderations
Moderations = openai.resources.Moderations
AsyncModerations = openai.resources.AsyncModerations

# module: openai.resources.files
Files = openai.resources.Files
AsyncFiles = openai.resources.AsyncFiles

# module: openai.resources.models
Models = openai.resources.Models
AsyncModels = openai.resources.AsyncModels

# module: openai.resources.fine_tuning
FineTuning = openai.resources.FineTuning
class Jobs:
    def cancel(self, fine_tuning_job_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.fine_tuning.FineTuningJob: ...
    def create(self, *, model, training_file, hyperparameters=..., suffix=..., validation_file=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.fine_tuning.FineTuningJob: ...
    def list(self, *, after=..., limit=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.pagination.SyncCursorPageOfFineTuningJob: ...
    def list_events(self, fine_tuning_job_id, *, after=..., limit=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.pagination.SyncCursorPageOfFineTuningJobEvent: ...
    def retrieve(self, fine_tuning_job_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.fine_tuning.FineTuningJob: ...
AsyncFineTuning = openai.resources.AsyncFineTuning
class AsyncJobs:
    async def cancel(self, fine_tuning_job_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.fine_tuning.FineTuningJob: ...
    async def create(self, *, model, training_file, hyperparameters=..., suffix=..., validation_file=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.fine_tuning.FineTuningJob: ...
    async def list(self, *, after=..., limit=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.pagination.AsyncCursorPageOfFineTuningJob: ...
    async def list_events(self, fine_tuning_job_id, *, after=..., limit=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.pagination.AsyncCursorPageOfFineTuningJobEvent: ...
    async def retrieve(self, fine_tuning_job_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.fine_tuning.FineTuningJob: ...

# module: openai.resources.fine_tuning.fine_tuning
FineTuning = openai.resources.FineTuning
AsyncFineTuning = openai.resources.AsyncFineTuning

# module: openai.resources.fine_tuning.jobs
Jobs = openai.resources.fine_tuning.Jobs
AsyncJobs = openai.resources.fine_tuning.AsyncJobs

# module: openai.types.chat
class ChatCompletion(openai.BaseModel):
    id: str
    choices: list[openai.types.chat.chat_completion.Choice]
    created: int
    model: str
    object: Literal["chat.completion"]
    system_fingerprint: str | None
    usage: openai.types.CompletionUsage | None
class ChatCompletionChunk(openai.BaseModel):
    id: str
    choices: list[openai.types.chat.chat_completion_chunk.Choice]
    created: int
    model: str
    object: Literal["chat.completion.chunk"]
    system_fingerprint: str | None
class ChatCompletionMessage(openai.BaseModel):
    content: str | None
    role: Literal["assistant"]
    function_call: openai.types.chat.chat_completion_message.FunctionCall | None
    tool_calls: list[openai.types.chat.ChatCompletionMessageToolCall] | None
class ChatCompletionMessageToolCall(openai.BaseModel):
    id: str
    function: openai.types.chat.chat_completion_message_tool_call.Function
    type: Literal["function"]

# module: openai.types.chat.chat_completion
ChatCompletion = openai.types.chat.ChatCompletion
class Choice(openai.BaseModel):
    finish_reason: Literal["stop", "length", "tool_calls", "content_filter", "function_call"]
    index: int
    message: openai.types.chat.ChatCompletionMessage

# module: openai.types.chat.chat_completion_chunk
ChatCompletionChunk = openai.types.chat.ChatCompletionChunk
class Choice(openai.BaseModel):
    delta: openai.types.chat.chat_completion_chunk.ChoiceDelta
    finish_reason: Literal["stop", "length", "tool_calls", "content_filter", "function_call"] | None
    index: int
class ChoiceDelta(openai.BaseModel):
    content: str | None
    function_call: openai.types.chat.chat_completion_chunk.ChoiceDeltaFunctionCall | None
    role: Literal["system", "user", "assistant", "tool"] | None
    tool_calls: list[openai.types.chat.chat_completion_chunk.ChoiceDeltaToolCall] | None
class ChoiceDeltaFunctionCall(openai.BaseModel):
    arguments: str | None
    name: str | None
class ChoiceDeltaToolCall(openai.BaseModel):
    index: int
    id: str | None
    function: openai.types.chat.chat_completion_chunk.ChoiceDeltaToolCallFunction | None
    type: Literal["function"] | None
class ChoiceDeltaToolCallFunction(openai.BaseModel):
    arguments: str | None
    name: str | None

# module: openai.types
class Completion(openai.BaseModel):
    id: str
    choices: list[openai.types.CompletionChoice]
    created: int
    model: str
    object: Literal["text_completion"]
    system_fingerprint: str | None
    usage: openai.types.CompletionUsage | None
class CreateEmbeddingResponse(openai.BaseModel):
    data: list[openai.types.Embedding]
    model: str
    object: Literal["list"]
    usage: openai.types.create_embedding_response.Usage
class ImagesResponse(openai.BaseModel):
    created: int
    data: list[openai.types.Image]
class ModerationCreateResponse(openai.BaseModel):
    id: str
    model: str
    results: list[openai.types.Moderation]
class FileObject(openai.BaseModel):
    id: str
    bytes: int
    created_at: int
    filename: str
    object: Literal["file"]
    purpose: Literal["fine-tune", "fine-tune-results", "assistants", "assistants_output"]
    status: Literal["uploaded", "processed", "error"]
    status_details: str | None
class FileDeleted(openai.BaseModel):
    id: str
    deleted: bool
    object: Literal["file"]
class ModelDeleted(openai.BaseModel):
    id: str
    deleted: bool
    object: str
class Model(openai.BaseModel):
    id: str
    created: int
    object: Literal["model"]
    owned_by: str
class CompletionUsage(openai.BaseModel):
    completion_tokens: int
    prompt_tokens: int
    total_tokens: int
class CompletionChoice(openai.BaseModel):
    finish_reason: Literal["stop", "length", "content_filter"]
    index: int
    logprobs: openai.types.completion_choice.Logprobs | None
    text: str
class Embedding(openai.BaseModel):
    embedding: list[float]
    index: int
    object: Literal["embedding"]
class Image(openai.BaseModel):
    b64_json: str | None
    revised_prompt: str | None
    url: str | None
class Moderation(openai.BaseModel):
    categories: openai.types.moderation.Categories
    category_scores: openai.types.moderation.CategoryScores
    flagged: bool

# module: openai.types.completion
Completion = openai.types.Completion

# module: openai.types.create_embedding_response
CreateEmbeddingResponse = openai.types.CreateEmbeddingResponse
class Usage(openai.BaseModel):
    prompt_tokens: int
    total_tokens: int

# module: openai.types.images_response
ImagesResponse = openai.types.ImagesResponse

# module: openai.types.audio
class Transcription(openai.BaseModel):
    text: str
class Translation(openai.BaseModel):
    text: str

# module: openai.types.audio.transcription
Transcription = openai.types.audio.Transcription

# module: openai.types.audio.translation
Translation = openai.types.audio.Translation

# module: openai.types.moderation_create_response
ModerationCreateResponse = openai.types.ModerationCreateResponse

# module: openai.types.file_object
FileObject = openai.types.FileObject

# module: openai.types.file_deleted
FileDeleted = openai.types.FileDeleted

# module: openai.pagination
class SyncPageOfFileObject(openai.BaseModel):
    data: list[openai.types.FileObject]
    object: Literal["list"]
    def __iter__(self) -> Iterator[openai.types.FileObject]: ...
    def has_next_page(self) -> bool: ...
    def get_next_page(self) -> openai.pagination.SyncPageOfFileObject: ...
class SyncPageOfModel(openai.BaseModel):
    data: list[openai.types.Model]
    object: Literal["list"]
    def __iter__(self) -> Iterator[openai.types.Model]: ...
    def has_next_page(self) -> bool: ...
    def get_next_page(self) -> openai.pagination.SyncPageOfModel: ...
class SyncCursorPageOfFineTuningJob(openai.BaseModel):
    data: list[openai.types.fine_tuning.FineTuningJob]
    def __iter__(self) -> Iterator[openai.types.fine_tuning.FineTuningJob]: ...
    def has_next_page(self) -> bool: ...
    def get_next_page(self) -> openai.pagination.SyncCursorPageOfFineTuningJob: ...
class SyncCursorPageOfFineTuningJobEvent(openai.BaseModel):
    data: list[openai.types.fine_tuning.FineTuningJobEvent]
    def __iter__(self) -> Iterator[openai.types.fine_tuning.FineTuningJobEvent]: ...
    def has_next_page(self) -> bool: ...
    def get_next_page(self) -> openai.pagination.SyncCursorPageOfFineTuningJobEvent: ...
class AsyncPageOfFileObject(openai.BaseModel):
    data: list[openai.types.FileObject]
    object: Literal["list"]
    def __aiter__(self) -> AsyncIterator[openai.types.FileObject]: ...
    def has_next_page(self) -> bool: ...
    async def get_next_page(self) -> openai.pagination.AsyncPageOfFileObject: ...
class AsyncPageOfModel(openai.BaseModel):
    data: list[openai.types.Model]
    object: Literal["list"]
    def __aiter__(self) -> AsyncIterator[openai.types.Model]: ...
    def has_next_page(self) -> bool: ...
    async def get_next_page(self) -> openai.pagination.AsyncPageOfModel: ...
class AsyncCursorPageOfFineTuningJob(openai.BaseModel):
    data: list[openai.types.fine_tuning.FineTuningJob]
    def __aiter__(self) -> AsyncIterator[openai.types.fine_tuning.FineTuningJob]: ...
    def has_next_page(self) -> bool: ...
    async def get_next_page(self) -> openai.pagination.AsyncCursorPageOfFineTuningJob: ...
class AsyncCursorPageOfFineTuningJobEvent(openai.BaseModel):
    data: list[openai.types.fine_tuning.FineTuningJobEvent]
    def __aiter__(self) -> AsyncIterator[openai.types.fine_tuning.FineTuningJobEvent]: ...
    def has_next_page(self) -> bool: ...
    async def get_next_page(self) -> openai.pagination.AsyncCursorPageOfFineTuningJobEvent: ...
SyncCursorPageOfFileObject = openai.pagination.SyncPageOfFileObject

# module: openai.types.model_deleted
ModelDeleted = openai.types.ModelDeleted

# module: openai.types.model
Model = openai.types.Model

# module: openai.types.fine_tuning
class FineTuningJob(openai.BaseModel):
    id: str
    created_at: int
    error: openai.types.fine_tuning.fine_tuning_job.Error | None
    fine_tuned_model: str | None
    finished_at: int | None
    hyperparameters: openai.types.fine_tuning.fine_tuning_job.Hyperparameters
    model: str
    object: Literal["fine_tuning.job"]
    organization_id: str
    result_files: list[str]
    status: Literal["validating_files", "queued", "running", "succeeded", "failed", "cancelled"]
    trained_tokens: int | None
    training_file: str
    validation_file: str | None
class FineTuningJobEvent(openai.BaseModel):
    id: str
    created_at: int
    level: Literal["info", "warn", "error"]
    message: str
    object: Literal["fine_tuning.job.event"]

# module: openai.types.fine_tuning.fine_tuning_job
FineTuningJob = openai.types.fine_tuning.FineTuningJob
class Error(openai.BaseModel):
    code: str
    message: str
    param: str | None
class Hyperparameters(openai.BaseModel):
    n_epochs: Literal["auto"] | int

# module: openai.types.completion_usage
CompletionUsage = openai.types.CompletionUsage

# module: openai.types.completion_choice
CompletionChoice = openai.types.CompletionChoice
class Logprobs(openai.BaseModel):
    text_offset: list[int] | None
    token_logprobs: list[float] | None
    tokens: list[str] | None
    top_logprobs: list[dict[str, float]] | None

# module: openai.types.embedding
Embedding = openai.types.Embedding

# module: openai.types.image
Image = openai.types.Image

# module: openai.types.moderation
Moderation = openai.types.Moderation
class Categories(openai.BaseModel):
    harassment: bool
    harassment_threatening: bool  # key: harassment/threatening
    hate: bool
    hate_threatening: bool  # key: hate/threatening
    self_harm: bool  # key: self-harm
    self_harm_instructions: bool  # key: self-harm/instructions
    self_harm_intent: bool  # key: self-harm/intent
    sexual: bool
    sexual_minors: bool  # key: sexual/minors
    violence: bool
    violence_graphic: bool  # key: violence/graphic
class CategoryScores(openai.BaseModel):
    harassment: float
    harassment_threatening: float  # key: harassment/threatening
    hate: float
    hate_threatening: float  # key: hate/threatening
    self_harm: float  # key: self-harm
    self_harm_instructions: float  # key: self-harm/instructions
    self_harm_intent: float  # key: self-harm/intent
    sexual: float
    sexual_minors: float  # key: sexual/minors
    violence: float
    violence_graphic: float  # key: violence/graphic

# module: openai.types.fine_tuning.fine_tuning_job_event
FineTuningJobEvent = openai.types.fine_tuning.FineTuningJobEvent

# module: openai.types.chat.chat_completion_message
ChatCompletionMessage = openai.types.chat.ChatCompletionMessage
class FunctionCall(openai.BaseModel):
    arguments: str
    name: str

# module: openai.types.chat.chat_completion_message_tool_call
ChatCompletionMessageToolCall = openai.types.chat.ChatCompletionMessageToolCall
class Function(openai.BaseModel):
    arguments: str
    name: str

