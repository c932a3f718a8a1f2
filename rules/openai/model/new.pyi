# The part of openai 1.93.1's API that code written for 0.28 can be moved to: the clients, their resources and what
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
project: str | None  # env: OPENAI_PROJECT_ID
webhook_secret: str | None  # env: OPENAI_WEBHOOK_SECRET
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
batches: Any
beta: Any
chat: openai.resources.Chat
completions: openai.resources.Completions
containers: Any
embeddings: openai.resources.Embeddings
evals: Any
files: openai.resources.Files
fine_tuning: openai.resources.FineTuning
images: openai.resources.Images
models: openai.resources.Models
moderations: openai.resources.Moderations
responses: Any
uploads: Any
vector_stores: Any
webhooks: Any
Client = openai.OpenAI
AsyncClient = openai.AsyncOpenAI
Timeout = httpx.Timeout
class BaseModel:
    def model_dump(self, *, mode=..., include=..., exclude=..., context=..., by_alias=..., exclude_unset=..., exclude_defaults=..., exclude_none=..., exclude_computed_fields=..., round_trip=..., warnings=..., fallback=..., serialize_as_any=..., polymorphic_serialization=...) -> dict[str, Any]: ...
    def model_dump_json(self, *, indent=..., ensure_ascii=..., include=..., exclude=..., context=..., by_alias=..., exclude_unset=..., exclude_defaults=..., exclude_none=..., exclude_computed_fields=..., round_trip=..., warnings=..., fallback=..., serialize_as_any=..., polymorphic_serialization=...) -> str: ...
    def to_dict(self, *, mode=..., use_api_names=..., exclude_unset=..., exclude_defaults=..., exclude_none=..., warnings=...) -> dict[str, Any]: ...
    def to_json(self, *, indent=..., use_api_names=..., exclude_unset=..., exclude_defaults=..., exclude_none=..., warnings=...) -> str: ...
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
class ContentFilterFinishReasonError(openai.OpenAIError):
    def __init__(self) -> None: ...
class InvalidWebhookSignatureError(ValueError): ...
class LengthFinishReasonError(openai.OpenAIError):
    completion: Any
    def __init__(self, *, completion) -> None: ...
class APIConnectionError(openai.APIError):
    def __init__(self, *, message=..., request) -> None: ...
class APIResponseValidationError(openai.APIError):
    response: httpx.Response
    status_code: int
    def __init__(self, response, body, *, message=...) -> None: ...
class APIStatusError(openai.APIError):
    response: httpx.Response
    status_code: int
    request_id: str | None
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
    batches: Any
    beta: Any
    containers: Any
    evals: Any
    responses: Any
    uploads: Any
    vector_stores: Any
    webhooks: Any
    def __init__(self, *, api_key=..., organization=..., project=..., webhook_secret=..., base_url=..., websocket_base_url=..., timeout=..., max_retries=..., default_headers=..., default_query=..., http_client=...) -> None: ...
    def copy(self, *, api_key=..., organization=..., project=..., webhook_secret=..., websocket_base_url=..., base_url=..., timeout=..., http_client=..., max_retries=..., default_headers=..., set_default_headers=..., default_query=..., set_default_query=...) -> openai.OpenAI: ...
    def with_options(self, *, api_key=..., organization=..., project=..., webhook_secret=..., websocket_base_url=..., base_url=..., timeout=..., http_client=..., max_retries=..., default_headers=..., set_default_headers=..., default_query=..., set_default_query=...) -> openai.OpenAI: ...
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
    batches: Any
    beta: Any
    containers: Any
    evals: Any
    responses: Any
    uploads: Any
    vector_stores: Any
    webhooks: Any
    def __init__(self, *, api_key=..., organization=..., project=..., webhook_secret=..., base_url=..., websocket_base_url=..., timeout=..., max_retries=..., default_headers=..., default_query=..., http_client=...) -> None: ...
    def copy(self, *, api_key=..., organization=..., project=..., webhook_secret=..., websocket_base_url=..., base_url=..., timeout=..., http_client=..., max_retries=..., default_headers=..., set_default_headers=..., default_query=..., set_default_query=...) -> openai.AsyncOpenAI: ...
    def with_options(self, *, api_key=..., organization=..., project=..., webhook_secret=..., websocket_base_url=..., base_url=..., timeout=..., http_client=..., max_retries=..., default_headers=..., set_default_headers=..., default_query=..., set_default_query=...) -> openai.AsyncOpenAI: ...
    async def close(self) -> None: ...
    def is_closed(self) -> bool: ...
class AzureOpenAI(openai.OpenAI):
    def __init__(self, *, api_version=..., azure_endpoint=..., azure_deployment=..., api_key=..., azure_ad_token=..., azure_ad_token_provider=..., organization=..., project=..., webhook_secret=..., websocket_base_url=..., base_url=..., timeout=..., max_retries=..., default_headers=..., default_query=..., http_client=...) -> None: ...
    def copy(self, *, api_key=..., organization=..., project=..., webhook_secret=..., websocket_base_url=..., api_version=..., azure_ad_token=..., azure_ad_token_provider=..., base_url=..., timeout=..., http_client=..., max_retries=..., default_headers=..., set_default_headers=..., default_query=..., set_default_query=...) -> openai.AzureOpenAI: ...
    def with_options(self, *, api_key=..., organization=..., project=..., webhook_secret=..., websocket_base_url=..., api_version=..., azure_ad_token=..., azure_ad_token_provider=..., base_url=..., timeout=..., http_client=..., max_retries=..., default_headers=..., set_default_headers=..., default_query=..., set_default_query=...) -> openai.AzureOpenAI: ...
    def close(self) -> None: ...
    def is_closed(self) -> bool: ...
class AsyncAzureOpenAI(openai.AsyncOpenAI):
    def __init__(self, *, azure_endpoint=..., azure_deployment=..., api_version=..., api_key=..., azure_ad_token=..., azure_ad_token_provider=..., organization=..., project=..., webhook_secret=..., base_url=..., websocket_base_url=..., timeout=..., max_retries=..., default_headers=..., default_query=..., http_client=...) -> None: ...
    def copy(self, *, api_key=..., organization=..., project=..., webhook_secret=..., websocket_base_url=..., api_version=..., azure_ad_token=..., azure_ad_token_provider=..., base_url=..., timeout=..., http_client=..., max_retries=..., default_headers=..., set_default_headers=..., default_query=..., set_default_query=...) -> openai.AsyncAzureOpenAI: ...
    def with_options(self, *, api_key=..., organization=..., project=..., webhook_secret=..., websocket_base_url=..., api_version=..., azure_ad_token=..., azure_ad_token_provider=..., base_url=..., timeout=..., http_client=..., max_retries=..., default_headers=..., set_default_headers=..., default_query=..., set_default_query=...) -> openai.AsyncAzureOpenAI: ...
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
    def write_to_file(self, file) -> None: ...
    def stream_to_file(self, file, *, chunk_size=...) -> None: ...

# module: openai.resources
class Chat:
    completions: openai.resources.chat.Completions
    with_raw_response: Any
    with_streaming_response: Any
class Completions:
    @overload
    def create(self, *, model, prompt, best_of=..., echo=..., frequency_penalty=..., logit_bias=..., logprobs=..., max_tokens=..., n=..., presence_penalty=..., seed=..., stop=..., stream: Literal[False] | None = ..., stream_options=..., suffix=..., temperature=..., top_p=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.Completion: ...
    @overload
    def create(self, *, model, prompt, stream: Literal[True], best_of=..., echo=..., frequency_penalty=..., logit_bias=..., logprobs=..., max_tokens=..., n=..., presence_penalty=..., seed=..., stop=..., stream_options=..., suffix=..., temperature=..., top_p=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> Iterator[openai.types.Completion]: ...
    @overload
    def create(self, *, model, prompt, stream: bool, best_of=..., echo=..., frequency_penalty=..., logit_bias=..., logprobs=..., max_tokens=..., n=..., presence_penalty=..., seed=..., stop=..., stream_options=..., suffix=..., temperature=..., top_p=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.Completion | Iterator[openai.types.Completion]: ...
    with_raw_response: Any
    with_streaming_response: Any
class Embeddings:
    def create(self, *, input, model, dimensions=..., encoding_format=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.CreateEmbeddingResponse: ...
    with_raw_response: Any
    with_streaming_response: Any
class Images:
    def create_variation(self, *, image, model=..., n=..., response_format=..., size=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.ImagesResponse: ...
    def edit(self, *, image, prompt, background=..., mask=..., model=..., n=..., output_compression=..., output_format=..., quality=..., response_format=..., size=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.ImagesResponse: ...
    def generate(self, *, prompt, background=..., model=..., moderation=..., n=..., output_compression=..., output_format=..., quality=..., response_format=..., size=..., style=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.ImagesResponse: ...
    with_raw_response: Any
    with_streaming_response: Any
class Audio:
    transcriptions: openai.resources.audio.Transcriptions
    translations: openai.resources.audio.Translations
    speech: openai.resources.audio.Speech
    with_raw_response: Any
    with_streaming_response: Any
class Moderations:
    def create(self, *, input, model=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.ModerationCreateResponse: ...
    with_raw_response: Any
    with_streaming_response: Any
class Files:
    def content(self, file_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.HttpxBinaryResponseContent: ...
    def create(self, *, file, purpose, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.FileObject: ...
    def delete(self, file_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.FileDeleted: ...
    def list(self, *, after=..., limit=..., order=..., purpose=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.pagination.SyncCursorPageOfFileObject: ...
    def retrieve(self, file_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.FileObject: ...
    def retrieve_content(self, file_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> str: ...
    def wait_for_processing(self, id, *, poll_interval=..., max_wait_seconds=...) -> openai.types.FileObject: ...
    with_raw_response: Any
    with_streaming_response: Any
class Models:
    def delete(self, model, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.ModelDeleted: ...
    def list(self, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.pagination.SyncPageOfModel: ...
    def retrieve(self, model, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.Model: ...
    with_raw_response: Any
    with_streaming_response: Any
class FineTuning:
    jobs: openai.resources.fine_tuning.Jobs
    with_raw_response: Any
    with_streaming_response: Any
class AsyncChat:
    completions: openai.resources.chat.AsyncCompletions
    with_raw_response: Any
    with_streaming_response: Any
class AsyncCompletions:
    @overload
    async def create(self, *, model, prompt, best_of=..., echo=..., frequency_penalty=..., logit_bias=..., logprobs=..., max_tokens=..., n=..., presence_penalty=..., seed=..., stop=..., stream: Literal[False] | None = ..., stream_options=..., suffix=..., temperature=..., top_p=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.Completion: ...
    @overload
    async def create(self, *, model, prompt, stream: Literal[True], best_of=..., echo=..., frequency_penalty=..., logit_bias=..., logprobs=..., max_tokens=..., n=..., presence_penalty=..., seed=..., stop=..., stream_options=..., suffix=..., temperature=..., top_p=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> AsyncIterator[openai.types.Completion]: ...
    @overload
    async def create(self, *, model, prompt, stream: bool, best_of=..., echo=..., frequency_penalty=..., logit_bias=..., logprobs=..., max_tokens=..., n=..., presence_penalty=..., seed=..., stop=..., stream_options=..., suffix=..., temperature=..., top_p=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.Completion | AsyncIterator[openai.types.Completion]: ...
    with_raw_response: Any
    with_streaming_response: Any
class AsyncEmbeddings:
    async def create(self, *, input, model, dimensions=..., encoding_format=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.CreateEmbeddingResponse: ...
    with_raw_response: Any
    with_streaming_response: Any
class AsyncImages:
    async def create_variation(self, *, image, model=..., n=..., response_format=..., size=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.ImagesResponse: ...
    async def edit(self, *, image, prompt, background=..., mask=..., model=..., n=..., output_compression=..., output_format=..., quality=..., response_format=..., size=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.ImagesResponse: ...
    async def generate(self, *, prompt, background=..., model=..., moderation=..., n=..., output_compression=..., output_format=..., quality=..., response_format=..., size=..., style=..., user=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.ImagesResponse: ...
    with_raw_response: Any
    with_streaming_response: Any
class AsyncAudio:
    transcriptions: openai.resources.audio.AsyncTranscriptions
    translations: openai.resources.audio.AsyncTranslations
    speech: openai.resources.audio.AsyncSpeech
    with_raw_response: Any
    with_streaming_response: Any
class AsyncModerations:
    async def create(self, *, input, model=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.ModerationCreateResponse: ...
    with_raw_response: Any
    with_streaming_response: Any
class AsyncFiles:
    async def content(self, file_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.HttpxBinaryResponseContent: ...
    async def create(self, *, file, purpose, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.FileObject: ...
    async def delete(self, file_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.FileDeleted: ...
    async def list(self, *, after=..., limit=..., order=..., purpose=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.pagination.AsyncCursorPageOfFileObject: ...
    async def retrieve(self, file_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.FileObject: ...
    async def retrieve_content(self, file_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> str: ...
    async def wait_for_processing(self, id, *, poll_interval=..., max_wait_seconds=...) -> openai.types.FileObject: ...
    with_raw_response: Any
    with_streaming_response: Any
class AsyncModels:
    async def delete(self, model, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.ModelDeleted: ...
    async def list(self, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.pagination.AsyncPageOfModel: ...
    async def retrieve(self, model, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.Model: ...
    with_raw_response: Any
    with_streaming_response: Any
class AsyncFineTuning:
    jobs: openai.resources.fine_tuning.AsyncJobs
    with_raw_response: Any
    with_streaming_response: Any

# module: openai.resources.chat
Chat = openai.resources.Chat
class Completions:
    @overload
    def create(self, *, messages, model, audio=..., frequency_penalty=..., function_call=..., functions=..., logit_bias=..., logprobs=..., max_completion_tokens=..., max_tokens=..., metadata=..., modalities=..., n=..., parallel_tool_calls=..., prediction=..., presence_penalty=..., reasoning_effort=..., response_format=..., seed=..., service_tier=..., stop=..., store=..., stream: Literal[False] | None = ..., stream_options=..., temperature=..., tool_choice=..., tools=..., top_logprobs=..., top_p=..., user=..., web_search_options=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.chat.ChatCompletion: ...
    @overload
    def create(self, *, messages, model, stream: Literal[True], audio=..., frequency_penalty=..., function_call=..., functions=..., logit_bias=..., logprobs=..., max_completion_tokens=..., max_tokens=..., metadata=..., modalities=..., n=..., parallel_tool_calls=..., prediction=..., presence_penalty=..., reasoning_effort=..., response_format=..., seed=..., service_tier=..., stop=..., store=..., stream_options=..., temperature=..., tool_choice=..., tools=..., top_logprobs=..., top_p=..., user=..., web_search_options=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> Iterator[openai.types.chat.ChatCompletionChunk]: ...
    @overload
    def create(self, *, messages, model, stream: bool, audio=..., frequency_penalty=..., function_call=..., functions=..., logit_bias=..., logprobs=..., max_completion_tokens=..., max_tokens=..., metadata=..., modalities=..., n=..., parallel_tool_calls=..., prediction=..., presence_penalty=..., reasoning_effort=..., response_format=..., seed=..., service_tier=..., stop=..., store=..., stream_options=..., temperature=..., tool_choice=..., tools=..., top_logprobs=..., top_p=..., user=..., web_search_options=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.chat.ChatCompletion | Iterator[openai.types.chat.ChatCompletionChunk]: ...
    def delete(self, completion_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.chat.ChatCompletionDeleted: ...
    def list(self, *, after=..., limit=..., metadata=..., model=..., order=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.pagination.SyncCursorPageOfChatCompletion: ...
    def parse(self, *, messages, model, audio=..., response_format=..., frequency_penalty=..., function_call=..., functions=..., logit_bias=..., logprobs=..., max_completion_tokens=..., max_tokens=..., metadata=..., modalities=..., n=..., parallel_tool_calls=..., prediction=..., presence_penalty=..., reasoning_effort=..., seed=..., service_tier=..., stop=..., store=..., stream_options=..., temperature=..., tool_choice=..., tools=..., top_logprobs=..., top_p=..., user=..., web_search_options=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> Any: ...
    def retrieve(self, completion_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.chat.ChatCompletion: ...
    def stream(self, *, messages, model, audio=..., response_format=..., frequency_penalty=..., function_call=..., functions=..., logit_bias=..., logprobs=..., max_completion_tokens=..., max_tokens=..., metadata=..., modalities=..., n=..., parallel_tool_calls=..., prediction=..., presence_penalty=..., reasoning_effort=..., seed=..., service_tier=..., stop=..., store=..., stream_options=..., temperature=..., tool_choice=..., tools=..., top_logprobs=..., top_p=..., user=..., web_search_options=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> Any: ...
    def update(self, completion_id, *, metadata, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.chat.ChatCompletion: ...
    with_raw_response: Any
    with_streaming_response: Any
AsyncChat = openai.resources.AsyncChat
class AsyncCompletions:
    @overload
    async def create(self, *, messages, model, audio=..., frequency_penalty=..., function_call=..., functions=..., logit_bias=..., logprobs=..., max_completion_tokens=..., max_tokens=..., metadata=..., modalities=..., n=..., parallel_tool_calls=..., prediction=..., presence_penalty=..., reasoning_effort=..., response_format=..., seed=..., service_tier=..., stop=..., store=..., stream: Literal[False] | None = ..., stream_options=..., temperature=..., tool_choice=..., tools=..., top_logprobs=..., top_p=..., user=..., web_search_options=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.chat.ChatCompletion: ...
    @overload
    async def create(self, *, messages, model, stream: Literal[True], audio=..., frequency_penalty=..., function_call=..., functions=..., logit_bias=..., logprobs=..., max_completion_tokens=..., max_tokens=..., metadata=..., modalities=..., n=..., parallel_tool_calls=..., prediction=..., presence_penalty=..., reasoning_effort=..., response_format=..., seed=..., service_tier=..., stop=..., store=..., stream_options=..., temperature=..., tool_choice=..., tools=..., top_logprobs=..., top_p=..., user=..., web_search_options=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> AsyncIterator[openai.types.chat.ChatCompletionChunk]: ...
    @overload
    async def create(self, *, messages, model, stream: bool, audio=..., frequency_penalty=..., function_call=..., functions=..., logit_bias=..., logprobs=..., max_completion_tokens=..., max_tokens=..., metadata=..., modalities=..., n=..., parallel_tool_calls=..., prediction=..., presence_penalty=..., reasoning_effort=..., response_format=..., seed=..., service_tier=..., stop=..., store=..., stream_options=..., temperature=..., tool_choice=..., tools=..., top_logprobs=..., top_p=..., user=..., web_search_options=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.chat.ChatCompletion | AsyncIterator[openai.types.chat.ChatCompletionChunk]: ...
    async def delete(self, completion_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.chat.ChatCompletionDeleted: ...
    async def list(self, *, after=..., limit=..., metadata=..., model=..., order=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.pagination.AsyncCursorPageOfChatCompletion: ...
    async def parse(self, *, messages, model, audio=..., response_format=..., frequency_penalty=..., function_call=..., functions=..., logit_bias=..., logprobs=..., max_completion_tokens=..., max_tokens=..., metadata=..., modalities=..., n=..., parallel_tool_calls=..., prediction=..., presence_penalty=..., reasoning_effort=..., seed=..., service_tier=..., stop=..., store=..., stream_options=..., temperature=..., tool_choice=..., tools=..., top_logprobs=..., top_p=..., user=..., web_search_options=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> Any: ...
    async def retrieve(self, completion_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.chat.ChatCompletion: ...
    def stream(self, *, messages, model, audio=..., response_format=..., frequency_penalty=..., function_call=..., functions=..., logit_bias=..., logprobs=..., max_completion_tokens=..., max_tokens=..., metadata=..., modalities=..., n=..., parallel_tool_calls=..., prediction=..., presence_penalty=..., reasoning_effort=..., seed=..., service_tier=..., stop=..., store=..., stream_options=..., temperature=..., tool_choice=..., tools=..., top_logprobs=..., top_p=..., user=..., web_search_options=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> Any: ...
    async def update(self, completion_id, *, metadata, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.chat.ChatCompletion: ...
    with_raw_response: Any
    with_streaming_response: Any

# module: openai.resources.chat.chat
Chat = openai.resources.Chat
AsyncChat = openai.resources.AsyncChat

# module: openai.resources.chat.completions
Completions = openai.resources.chat.Completions
AsyncCompletions = openai.resources.chat.AsyncCompletions

# module: openai.resources.chat.completions.completions
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
    @overload
    def create(self, *, file, model, chunking_strategy=..., include=..., response_format: Literal["json"] = ..., language=..., prompt=..., temperature=..., timestamp_granularities=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.audio.Transcription: ...
    @overload
    def create(self, *, file, model, chunking_strategy=..., include=..., response_format: Literal["verbose_json"], language=..., prompt=..., temperature=..., timestamp_granularities=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.audio.TranscriptionVerbose: ...
    @overload
    def create(self, *, file, model, chunking_strategy=..., response_format: Literal["text", "srt", "vtt"], include=..., language=..., prompt=..., temperature=..., timestamp_granularities=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> str: ...
    @overload
    def create(self, *, file, model, stream: Literal[True], chunking_strategy=..., include=..., language=..., prompt=..., response_format: Literal["json", "text", "srt", "verbose_json", "vtt"] = ..., temperature=..., timestamp_granularities=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> Iterator[openai.types.audio.TranscriptionTextDeltaEvent | openai.types.audio.TranscriptionTextDoneEvent]: ...
    @overload
    def create(self, *, file, model, stream: bool, chunking_strategy=..., include=..., language=..., prompt=..., response_format: Literal["json", "text", "srt", "verbose_json", "vtt"] = ..., temperature=..., timestamp_granularities=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.audio.Transcription | openai.types.audio.TranscriptionVerbose | Iterator[openai.types.audio.TranscriptionTextDeltaEvent | openai.types.audio.TranscriptionTextDoneEvent]: ...
    with_raw_response: Any
    with_streaming_response: Any
class Translations:
    @overload
    def create(self, *, file, model, response_format: Literal["json"] = ..., prompt=..., temperature=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.audio.Translation: ...
    @overload
    def create(self, *, file, model, response_format: Literal["verbose_json"], prompt=..., temperature=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.audio.TranslationVerbose: ...
    @overload
    def create(self, *, file, model, response_format: Literal["text", "srt", "vtt"], prompt=..., temperature=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> str: ...
    with_raw_response: Any
    with_streaming_response: Any
class Speech:
    def create(self, *, input, model, voice, instructions=..., response_format=..., speed=..., stream_format=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.HttpxBinaryResponseContent: ...
    with_raw_response: Any
    with_streaming_response: Any
AsyncAudio = openai.resources.AsyncAudio
class AsyncTranscriptions:
    @overload
    async def create(self, *, file, model, chunking_strategy=..., include=..., language=..., prompt=..., response_format: Literal["json"] = ..., stream: Literal[False] | None = ..., temperature=..., timestamp_granularities=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.audio.Transcription | openai.types.audio.TranscriptionVerbose: ...
    @overload
    async def create(self, *, file, model, chunking_strategy=..., include=..., response_format: Literal["verbose_json"], language=..., prompt=..., temperature=..., timestamp_granularities=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.audio.TranscriptionVerbose: ...
    @overload
    async def create(self, *, file, model, chunking_strategy=..., include=..., response_format: Literal["text", "srt", "vtt"], language=..., prompt=..., temperature=..., timestamp_granularities=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> str: ...
    @overload
    async def create(self, *, file, model, stream: Literal[True], chunking_strategy=..., include=..., language=..., prompt=..., response_format: Literal["json", "text", "srt", "verbose_json", "vtt"] = ..., temperature=..., timestamp_granularities=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> AsyncIterator[openai.types.audio.TranscriptionTextDeltaEvent | openai.types.audio.TranscriptionTextDoneEvent]: ...
    @overload
    async def create(self, *, file, model, stream: bool, chunking_strategy=..., include=..., language=..., prompt=..., response_format: Literal["json", "text", "srt", "verbose_json", "vtt"] = ..., temperature=..., timestamp_granularities=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.audio.Transcription | openai.types.audio.TranscriptionVerbose | AsyncIterator[openai.types.audio.TranscriptionTextDeltaEvent | openai.types.audio.TranscriptionTextDoneEvent]: ...
    with_raw_response: Any
    with_streaming_response: Any
class AsyncTranslations:
    @overload
    async def create(self, *, file, model, response_format: Literal["json"] = ..., prompt=..., temperature=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.audio.Translation: ...
    @overload
    async def create(self, *, file, model, response_format: Literal["verbose_json"], prompt=..., temperature=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.audio.TranslationVerbose: ...
    @overload
    async def create(self, *, file, model, response_format: Literal["text", "srt", "vtt"], prompt=..., temperature=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> str: ...
    with_raw_response: Any
    with_streaming_response: Any
class AsyncSpeech:
    async def create(self, *, input, model, voice, instructions=..., response_format=..., speed=..., stream_format=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.HttpxBinaryResponseContent: ...
    with_raw_response: Any
    with_streaming_response: Any

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
    def create(self, *, model, training_file, hyperparameters=..., integrations=..., metadata=..., method=..., seed=..., suffix=..., validation_file=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.fine_tuning.FineTuningJob: ...
    def list(self, *, after=..., limit=..., metadata=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.pagination.SyncCursorPageOfFineTuningJob: ...
    def list_events(self, fine_tuning_job_id, *, after=..., limit=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.pagination.SyncCursorPageOfFineTuningJobEvent: ...
    def pause(self, fine_tuning_job_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.fine_tuning.FineTuningJob: ...
    def resume(self, fine_tuning_job_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.fine_tuning.FineTuningJob: ...
    def retrieve(self, fine_tuning_job_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.fine_tuning.FineTuningJob: ...
    with_raw_response: Any
    with_streaming_response: Any
AsyncFineTuning = openai.resources.AsyncFineTuning
class AsyncJobs:
    async def cancel(self, fine_tuning_job_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.fine_tuning.FineTuningJob: ...
    async def create(self, *, model, training_file, hyperparameters=..., integrations=..., metadata=..., method=..., seed=..., suffix=..., validation_file=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.fine_tuning.FineTuningJob: ...
    async def list(self, *, after=..., limit=..., metadata=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.pagination.AsyncCursorPageOfFineTuningJob: ...
    async def list_events(self, fine_tuning_job_id, *, after=..., limit=..., extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.pagination.AsyncCursorPageOfFineTuningJobEvent: ...
    async def pause(self, fine_tuning_job_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.fine_tuning.FineTuningJob: ...
    async def resume(self, fine_tuning_job_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.fine_tuning.FineTuningJob: ...
    async def retrieve(self, fine_tuning_job_id, *, extra_headers=..., extra_query=..., extra_body=..., timeout=...) -> openai.types.fine_tuning.FineTuningJob: ...
    with_raw_response: Any
    with_streaming_response: Any

# module: openai.resources.fine_tuning.fine_tuning
FineTuning = openai.resources.FineTuning
AsyncFineTuning = openai.resources.AsyncFineTuning

# module: openai.resources.fine_tuning.jobs
Jobs = openai.resources.fine_tuning.Jobs
AsyncJobs = openai.resources.fine_tuning.AsyncJobs

# module: openai.resources.fine_tuning.jobs.jobs
Jobs = openai.resources.fine_tuning.Jobs
AsyncJobs = openai.resources.fine_tuning.AsyncJobs

# module: openai.types.chat
class ChatCompletion(openai.BaseModel):
    id: str
    choices: list[openai.types.chat.chat_completion.Choice]
    created: int
    model: str
    object: Literal["chat.completion"]
    service_tier: Literal["auto", "default", "flex", "scale", "priority"] | None
    system_fingerprint: str | None
    usage: openai.types.CompletionUsage | None
class ChatCompletionChunk(openai.BaseModel):
    id: str
    choices: list[openai.types.chat.chat_completion_chunk.Choice]
    created: int
    model: str
    object: Literal["chat.completion.chunk"]
    service_tier: Literal["auto", "default", "flex", "scale", "priority"] | None
    system_fingerprint: str | None
    usage: openai.types.CompletionUsage | None
class ChatCompletionDeleted(openai.BaseModel):
    id: str
    deleted: bool
    object: Literal["chat.completion.deleted"]
class ChatCompletionMessage(openai.BaseModel):
    content: str | None
    refusal: str | None
    role: Literal["assistant"]
    annotations: list[openai.types.chat.chat_completion_message.Annotation] | None
    audio: openai.types.chat.ChatCompletionAudio | None
    function_call: openai.types.chat.chat_completion_message.FunctionCall | None
    tool_calls: list[openai.types.chat.ChatCompletionMessageToolCall] | None
class ChatCompletionTokenLogprob(openai.BaseModel):
    token: str
    bytes: list[int] | None
    logprob: float
    top_logprobs: list[openai.types.chat.chat_completion_token_logprob.TopLogprob]
class ChatCompletionAudio(openai.BaseModel):
    id: str
    data: str
    expires_at: int
    transcript: str
class ChatCompletionMessageToolCall(openai.BaseModel):
    id: str
    function: openai.types.chat.chat_completion_message_tool_call.Function
    type: Literal["function"]

# module: openai.types.chat.chat_completion
ChatCompletion = openai.types.chat.ChatCompletion
class Choice(openai.BaseModel):
    finish_reason: Literal["stop", "length", "tool_calls", "content_filter", "function_call"]
    index: int
    logprobs: openai.types.chat.chat_completion.ChoiceLogprobs | None
    message: openai.types.chat.ChatCompletionMessage
class ChoiceLogprobs(openai.BaseModel):
    content: list[openai.types.chat.ChatCompletionTokenLogprob] | None
    refusal: list[openai.types.chat.ChatCompletionTokenLogprob] | None

# module: openai.types.chat.chat_completion_chunk
ChatCompletionChunk = openai.types.chat.ChatCompletionChunk
class Choice(openai.BaseModel):
    delta: openai.types.chat.chat_completion_chunk.ChoiceDelta
    finish_reason: Literal["stop", "length", "tool_calls", "content_filter", "function_call"] | None
    index: int
    logprobs: openai.types.chat.chat_completion_chunk.ChoiceLogprobs | None
class ChoiceDelta(openai.BaseModel):
    content: str | None
    function_call: openai.types.chat.chat_completion_chunk.ChoiceDeltaFunctionCall | None
    refusal: str | None
    role: Literal["developer", "system", "user", "assistant", "tool"] | None
    tool_calls: list[openai.types.chat.chat_completion_chunk.ChoiceDeltaToolCall] | None
class ChoiceLogprobs(openai.BaseModel):
    content: list[openai.types.chat.ChatCompletionTokenLogprob] | None
    refusal: list[openai.types.chat.ChatCompletionTokenLogprob] | None
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

# module: openai.types.chat.chat_completion_deleted
ChatCompletionDeleted = openai.types.chat.ChatCompletionDeleted

# module: openai.pagination
class SyncCursorPageOfChatCompletion(openai.BaseModel):
    data: list[openai.types.chat.ChatCompletion]
    has_more: bool | None
    def __iter__(self) -> Iterator[openai.types.chat.ChatCompletion]: ...
    def has_next_page(self) -> bool: ...
    def get_next_page(self) -> openai.pagination.SyncCursorPageOfChatCompletion: ...
class SyncCursorPageOfFileObject(openai.BaseModel):
    data: list[openai.types.FileObject]
    has_more: bool | None
    def __iter__(self) -> Iterator[openai.types.FileObject]: ...
    def has_next_page(self) -> bool: ...
    def get_next_page(self) -> openai.pagination.SyncCursorPageOfFileObject: ...
class SyncPageOfModel(openai.BaseModel):
    data: list[openai.types.Model]
    object: str
    def __iter__(self) -> Iterator[openai.types.Model]: ...
    def has_next_page(self) -> bool: ...
    def get_next_page(self) -> openai.pagination.SyncPageOfModel: ...
class SyncCursorPageOfFineTuningJob(openai.BaseModel):
    data: list[openai.types.fine_tuning.FineTuningJob]
    has_more: bool | None
    def __iter__(self) -> Iterator[openai.types.fine_tuning.FineTuningJob]: ...
    def has_next_page(self) -> bool: ...
    def get_next_page(self) -> openai.pagination.SyncCursorPageOfFineTuningJob: ...
class SyncCursorPageOfFineTuningJobEvent(openai.BaseModel):
    data: list[openai.types.fine_tuning.FineTuningJobEvent]
    has_more: bool | None
    def __iter__(self) -> Iterator[openai.types.fine_tuning.FineTuningJobEvent]: ...
    def has_next_page(self) -> bool: ...
    def get_next_page(self) -> openai.pagination.SyncCursorPageOfFineTuningJobEvent: ...
class AsyncCursorPageOfChatCompletion(openai.BaseModel):
    data: list[openai.types.chat.ChatCompletion]
    has_more: bool | None
    def __aiter__(self) -> AsyncIterator[openai.types.chat.ChatCompletion]: ...
    def has_next_page(self) -> bool: ...
    async def get_next_page(self) -> openai.pagination.AsyncCursorPageOfChatCompletion: ...
class AsyncCursorPageOfFileObject(openai.BaseModel):
    data: list[openai.types.FileObject]
    has_more: bool | None
    def __aiter__(self) -> AsyncIterator[openai.types.FileObject]: ...
    def has_next_page(self) -> bool: ...
    async def get_next_page(self) -> openai.pagination.AsyncCursorPageOfFileObject: ...
class AsyncPageOfModel(openai.BaseModel):
    data: list[openai.types.Model]
    object: str
    def __aiter__(self) -> AsyncIterator[openai.types.Model]: ...
    def has_next_page(self) -> bool: ...
    async def get_next_page(self) -> openai.pagination.AsyncPageOfModel: ...
class AsyncCursorPageOfFineTuningJob(openai.BaseModel):
    data: list[openai.types.fine_tuning.FineTuningJob]
    has_more: bool | None
    def __aiter__(self) -> AsyncIterator[openai.types.fine_tuning.FineTuningJob]: ...
    def has_next_page(self) -> bool: ...
    async def get_next_page(self) -> openai.pagination.AsyncCursorPageOfFineTuningJob: ...
class AsyncCursorPageOfFineTuningJobEvent(openai.BaseModel):
    data: list[openai.types.fine_tuning.FineTuningJobEvent]
    has_more: bool | None
    def __aiter__(self) -> AsyncIterator[openai.types.fine_tuning.FineTuningJobEvent]: ...
    def has_next_page(self) -> bool: ...
    async def get_next_page(self) -> openai.pagination.AsyncCursorPageOfFineTuningJobEvent: ...

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
    background: Literal["transparent", "opaque"] | None
    data: list[openai.types.Image] | None
    output_format: Literal["png", "webp", "jpeg"] | None
    quality: Literal["low", "medium", "high"] | None
    size: Literal["1024x1024", "1024x1536", "1536x1024"] | None
    usage: openai.types.images_response.Usage | None
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
    purpose: Literal["assistants", "assistants_output", "batch", "batch_output", "fine-tune", "fine-tune-results", "vision"]
    status: Literal["uploaded", "processed", "error"]
    expires_at: int | None
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
    completion_tokens_details: openai.types.completion_usage.CompletionTokensDetails | None
    prompt_tokens_details: openai.types.completion_usage.PromptTokensDetails | None
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
    category_applied_input_types: openai.types.moderation.CategoryAppliedInputTypes
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
class Usage(openai.BaseModel):
    input_tokens: int
    input_tokens_details: openai.types.images_response.UsageInputTokensDetails
    output_tokens: int
    total_tokens: int
class UsageInputTokensDetails(openai.BaseModel):
    image_tokens: int
    text_tokens: int

# module: openai.types.audio
class Transcription(openai.BaseModel):
    text: str
    logprobs: list[openai.types.audio.transcription.Logprob] | None
    usage: openai.types.audio.transcription.UsageTokens | openai.types.audio.transcription.UsageDuration | None
class TranscriptionVerbose(openai.BaseModel):
    duration: float
    language: str
    text: str
    segments: list[openai.types.audio.TranscriptionSegment] | None
    usage: openai.types.audio.transcription_verbose.Usage | None
    words: list[openai.types.audio.TranscriptionWord] | None
class TranscriptionTextDeltaEvent(openai.BaseModel):
    delta: str
    type: Literal["transcript.text.delta"]
    logprobs: list[openai.types.audio.transcription_text_delta_event.Logprob] | None
class TranscriptionTextDoneEvent(openai.BaseModel):
    text: str
    type: Literal["transcript.text.done"]
    logprobs: list[openai.types.audio.transcription_text_done_event.Logprob] | None
    usage: openai.types.audio.transcription_text_done_event.Usage | None
class Translation(openai.BaseModel):
    text: str
class TranslationVerbose(openai.BaseModel):
    duration: float
    language: str
    text: str
    segments: list[openai.types.audio.TranscriptionSegment] | None
class TranscriptionSegment(openai.BaseModel):
    id: int
    avg_logprob: float
    compression_ratio: float
    end: float
    no_speech_prob: float
    seek: int
    start: float
    temperature: float
    text: str
    tokens: list[int]
class TranscriptionWord(openai.BaseModel):
    end: float
    start: float
    word: str

# module: openai.types.audio.transcription
Transcription = openai.types.audio.Transcription
class Logprob(openai.BaseModel):
    token: str | None
    bytes: list[float] | None
    logprob: float | None
class UsageTokens(openai.BaseModel):
    input_tokens: int
    output_tokens: int
    total_tokens: int
    type: Literal["tokens"]
    input_token_details: openai.types.audio.transcription.UsageTokensInputTokenDetails | None
class UsageDuration(openai.BaseModel):
    duration: float
    type: Literal["duration"]
class UsageTokensInputTokenDetails(openai.BaseModel):
    audio_tokens: int | None
    text_tokens: int | None

# module: openai.types.audio.transcription_verbose
TranscriptionVerbose = openai.types.audio.TranscriptionVerbose
class Usage(openai.BaseModel):
    duration: float
    type: Literal["duration"]

# module: openai.types.audio.transcription_text_delta_event
TranscriptionTextDeltaEvent = openai.types.audio.TranscriptionTextDeltaEvent
class Logprob(openai.BaseModel):
    token: str | None
    bytes: list[int] | None
    logprob: float | None

# module: openai.types.audio.transcription_text_done_event
TranscriptionTextDoneEvent = openai.types.audio.TranscriptionTextDoneEvent
class Logprob(openai.BaseModel):
    token: str | None
    bytes: list[int] | None
    logprob: float | None
class Usage(openai.BaseModel):
    input_tokens: int
    output_tokens: int
    total_tokens: int
    type: Literal["tokens"]
    input_token_details: openai.types.audio.transcription_text_done_event.UsageInputTokenDetails | None
class UsageInputTokenDetails(openai.BaseModel):
    audio_tokens: int | None
    text_tokens: int | None

# module: openai.types.audio.translation
Translation = openai.types.audio.Translation

# module: openai.types.audio.translation_verbose
TranslationVerbose = openai.types.audio.TranslationVerbose

# module: openai.types.moderation_create_response
ModerationCreateResponse = openai.types.ModerationCreateResponse

# module: openai.types.file_object
FileObject = openai.types.FileObject

# module: openai.types.file_deleted
FileDeleted = openai.types.FileDeleted

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
    seed: int
    status: Literal["validating_files", "queued", "running", "succeeded", "failed", "cancelled"]
    trained_tokens: int | None
    training_file: str
    validation_file: str | None
    estimated_finish: int | None
    integrations: list[openai.types.fine_tuning.FineTuningJobWandbIntegrationObject] | None
    metadata: dict[str, str] | None
    method: openai.types.fine_tuning.fine_tuning_job.Method | None
class FineTuningJobWandbIntegrationObject(openai.BaseModel):
    type: Literal["wandb"]
    wandb: openai.types.fine_tuning.FineTuningJobWandbIntegration
class FineTuningJobEvent(openai.BaseModel):
    id: str
    created_at: int
    level: Literal["info", "warn", "error"]
    message: str
    object: Literal["fine_tuning.job.event"]
    data: Any
    type: Literal["message", "metrics"] | None
class FineTuningJobWandbIntegration(openai.BaseModel):
    project: str
    entity: str | None
    name: str | None
    tags: list[str] | None
class DpoMethod(openai.BaseModel):
    hyperparameters: openai.types.fine_tuning.DpoHyperparameters | None
class ReinforcementMethod(openai.BaseModel):
    grader: Any
    hyperparameters: openai.types.fine_tuning.ReinforcementHyperparameters | None
class SupervisedMethod(openai.BaseModel):
    hyperparameters: openai.types.fine_tuning.SupervisedHyperparameters | None
class DpoHyperparameters(openai.BaseModel):
    batch_size: Literal["auto"] | int | None
    beta: Literal["auto"] | float | None
    learning_rate_multiplier: Literal["auto"] | float | None
    n_epochs: Literal["auto"] | int | None
class ReinforcementHyperparameters(openai.BaseModel):
    batch_size: Literal["auto"] | int | None
    compute_multiplier: Literal["auto"] | float | None
    eval_interval: Literal["auto"] | int | None
    eval_samples: Literal["auto"] | int | None
    learning_rate_multiplier: Literal["auto"] | float | None
    n_epochs: Literal["auto"] | int | None
    reasoning_effort: Literal["default", "low", "medium", "high"] | None
class SupervisedHyperparameters(openai.BaseModel):
    batch_size: Literal["auto"] | int | None
    learning_rate_multiplier: Literal["auto"] | float | None
    n_epochs: Literal["auto"] | int | None

# module: openai.types.fine_tuning.fine_tuning_job
FineTuningJob = openai.types.fine_tuning.FineTuningJob
class Error(openai.BaseModel):
    code: str
    message: str
    param: str | None
class Hyperparameters(openai.BaseModel):
    batch_size: Literal["auto"] | int | None
    learning_rate_multiplier: Literal["auto"] | float | None
    n_epochs: Literal["auto"] | int | None
class Method(openai.BaseModel):
    type: Literal["supervised", "dpo", "reinforcement"]
    dpo: openai.types.fine_tuning.DpoMethod | None
    reinforcement: openai.types.fine_tuning.ReinforcementMethod | None
    supervised: openai.types.fine_tuning.SupervisedMethod | None

# module: openai.types.completion_usage
CompletionUsage = openai.types.CompletionUsage
class CompletionTokensDetails(openai.BaseModel):
    accepted_prediction_tokens: int | None
    audio_tokens: int | None
    reasoning_tokens: int | None
    rejected_prediction_tokens: int | None
class PromptTokensDetails(openai.BaseModel):
    audio_tokens: int | None
    cached_tokens: int | None

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

# module: openai.types.audio.transcription_segment
TranscriptionSegment = openai.types.audio.TranscriptionSegment

# module: openai.types.audio.transcription_word
TranscriptionWord = openai.types.audio.TranscriptionWord

# module: openai.types.moderation
Moderation = openai.types.Moderation
class Categories(openai.BaseModel):
    harassment: bool
    harassment_threatening: bool  # key: harassment/threatening
    hate: bool
    hate_threatening: bool  # key: hate/threatening
    illicit: bool | None
    illicit_violent: bool | None  # key: illicit/violent
    self_harm: bool  # key: self-harm
    self_harm_instructions: bool  # key: self-harm/instructions
    self_harm_intent: bool  # key: self-harm/intent
    sexual: bool
    sexual_minors: bool  # key: sexual/minors
    violence: bool
    violence_graphic: bool  # key: violence/graphic
class CategoryAppliedInputTypes(openai.BaseModel):
    harassment: list[Literal["text"]]
    harassment_threatening: list[Literal["text"]]  # key: harassment/threatening
    hate: list[Literal["text"]]
    hate_threatening: list[Literal["text"]]  # key: hate/threatening
    illicit: list[Literal["text"]]
    illicit_violent: list[Literal["text"]]  # key: illicit/violent
    self_harm: list[Literal["text", "image"]]  # key: self-harm
    self_harm_instructions: list[Literal["text", "image"]]  # key: self-harm/instructions
    self_harm_intent: list[Literal["text", "image"]]  # key: self-harm/intent
    sexual: list[Literal["text", "image"]]
    sexual_minors: list[Literal["text"]]  # key: sexual/minors
    violence: list[Literal["text", "image"]]
    violence_graphic: list[Literal["text", "image"]]  # key: violence/graphic
class CategoryScores(openai.BaseModel):
    harassment: float
    harassment_threatening: float  # key: harassment/threatening
    hate: float
    hate_threatening: float  # key: hate/threatening
    illicit: float
    illicit_violent: float  # key: illicit/violent
    self_harm: float  # key: self-harm
    self_harm_instructions: float  # key: self-harm/instructions
    self_harm_intent: float  # key: self-harm/intent
    sexual: float
    sexual_minors: float  # key: sexual/minors
    violence: float
    violence_graphic: float  # key: violence/graphic

# module: openai.types.fine_tuning.fine_tuning_job_wandb_integration_object
FineTuningJobWandbIntegrationObject = openai.types.fine_tuning.FineTuningJobWandbIntegrationObject

# module: openai.types.fine_tuning.fine_tuning_job_event
FineTuningJobEvent = openai.types.fine_tuning.FineTuningJobEvent

# module: openai.types.chat.chat_completion_message
ChatCompletionMessage = openai.types.chat.ChatCompletionMessage
class Annotation(openai.BaseModel):
    type: Literal["url_citation"]
    url_citation: openai.types.chat.chat_completion_message.AnnotationURLCitation
class FunctionCall(openai.BaseModel):
    arguments: str
    name: str
class AnnotationURLCitation(openai.BaseModel):
    end_index: int
    start_index: int
    title: str
    url: str

# module: openai.types.fine_tuning.fine_tuning_job_wandb_integration
FineTuningJobWandbIntegration = openai.types.fine_tuning.FineTuningJobWandbIntegration

# module: openai.types.fine_tuning.dpo_method
DpoMethod = openai.types.fine_tuning.DpoMethod

# module: openai.types.fine_tuning.reinforcement_method
ReinforcementMethod = openai.types.fine_tuning.ReinforcementMethod

# module: openai.types.fine_tuning.supervised_method
SupervisedMethod = openai.types.fine_tuning.SupervisedMethod

# module: openai.types.chat.chat_completion_token_logprob
ChatCompletionTokenLogprob = openai.types.chat.ChatCompletionTokenLogprob
class TopLogprob(openai.BaseModel):
    token: str
    bytes: list[int] | None
    logprob: float

# module: openai.types.chat.chat_completion_audio
ChatCompletionAudio = openai.types.chat.ChatCompletionAudio

# module: openai.types.chat.chat_completion_message_tool_call
ChatCompletionMessageToolCall = openai.types.chat.ChatCompletionMessageToolCall
class Function(openai.BaseModel):
    arguments: str
    name: str

# module: openai.types.fine_tuning.dpo_hyperparameters
DpoHyperparameters = openai.types.fine_tuning.DpoHyperparameters

# module: openai.types.fine_tuning.reinforcement_hyperparameters
ReinforcementHyperparameters = openai.types.fine_tuning.ReinforcementHyperparameters

# module: openai.types.fine_tuning.supervised_hyperparameters
SupervisedHyperparameters = openai.types.fine_tuning.SupervisedHyperparameters

