# The API surface of openai 0.28.1, made by `scripts/openai-model.sh`, which joins three outputs:
#   scripts/openai-surface-old.py               names, bases, parameters, read off the installed 0.28.1
#   scripts/openai-surface.py shapes            the keys of the answers, read off 1.93.1's response classes
#   scripts/openai-surface.py shapes --removed  the same for answers whose classes only 1.3.7 had
# Half of it is made by hand: 0.28.1 has no types, so what a method returns and the types of settings and attributes
# stand in tables of those scripts. Change them there. `tests/facts/test_openai_model.py` holds it against the package.
#
# `openai._shapes` is no module of the package: its classes are the dicts that the server's answers become. A key that
# may be missing is `T | None  # absent`; one that is there and may be null is `T | None  # null`. `# new: X` on a class:
# the class of 1.x that carries the same JSON.
#
# `# module: a.b` holds until the next such line. `X = a.b.Y` says that two public paths name one thing. Names of other
# modules are written in full, those of the same module too where they are classes of a package; `list`, `dict`, `str`
# and the like are always the builtins, also below a method of that name. Defaults are `...`. Parameters without a type
# take anything. `# env: X` on a field: the environment variable that it starts from. `# key: k` on a field: the name in
# the JSON, where it is not an identifier or differs.
# module: openai
VERSION: str
__version__: str
aiosession: Any
api_base: str  # env: OPENAI_API_BASE
api_key: str | None  # env: OPENAI_API_KEY
api_key_path: str | None  # env: OPENAI_API_KEY_PATH
api_type: str  # env: OPENAI_API_TYPE
api_version: str | None  # env: OPENAI_API_VERSION
app_info: dict[str, str] | None
ca_bundle_path: str | None
debug: bool
enable_telemetry: bool
log: str | None
organization: str | None  # env: OPENAI_ORGANIZATION
proxy: str | dict[str, str] | None
requestssession: Any
verify_ssl_certs: bool
APIError = openai.error.APIError
InvalidRequestError = openai.error.InvalidRequestError
OpenAIError = openai.error.OpenAIError
class Audio(openai.api_resources.abstract.api_resource.APIResource):
    OBJECT_NAME: str
    @overload
    @classmethod
    async def atranscribe(cls, model, file, api_key=..., api_base=..., api_type=..., api_version=..., organization=..., *, deployment_id=..., response_format: Literal["text", "srt", "vtt"], **params) -> str: ...
    @overload
    @classmethod
    async def atranscribe(cls, model, file, api_key=..., api_base=..., api_type=..., api_version=..., organization=..., *, deployment_id=..., response_format: Literal["verbose_json"], **params) -> openai._shapes.TranscriptionVerbose: ...
    @overload
    @classmethod
    async def atranscribe(cls, model, file, api_key=..., api_base=..., api_type=..., api_version=..., organization=..., *, deployment_id=..., response_format: Literal["json"] = ..., **params) -> openai._shapes.Transcription: ...
    @overload
    @classmethod
    async def atranscribe_raw(cls, model, file, filename, api_key=..., api_base=..., api_type=..., api_version=..., organization=..., *, deployment_id=..., response_format: Literal["text", "srt", "vtt"], **params) -> str: ...
    @overload
    @classmethod
    async def atranscribe_raw(cls, model, file, filename, api_key=..., api_base=..., api_type=..., api_version=..., organization=..., *, deployment_id=..., response_format: Literal["verbose_json"], **params) -> openai._shapes.TranscriptionVerbose: ...
    @overload
    @classmethod
    async def atranscribe_raw(cls, model, file, filename, api_key=..., api_base=..., api_type=..., api_version=..., organization=..., *, deployment_id=..., response_format: Literal["json"] = ..., **params) -> openai._shapes.Transcription: ...
    @overload
    @classmethod
    async def atranslate(cls, model, file, api_key=..., api_base=..., api_type=..., api_version=..., organization=..., *, deployment_id=..., response_format: Literal["text", "srt", "vtt"], **params) -> str: ...
    @overload
    @classmethod
    async def atranslate(cls, model, file, api_key=..., api_base=..., api_type=..., api_version=..., organization=..., *, deployment_id=..., response_format: Literal["verbose_json"], **params) -> openai._shapes.TranslationVerbose: ...
    @overload
    @classmethod
    async def atranslate(cls, model, file, api_key=..., api_base=..., api_type=..., api_version=..., organization=..., *, deployment_id=..., response_format: Literal["json"] = ..., **params) -> openai._shapes.Translation: ...
    @overload
    @classmethod
    async def atranslate_raw(cls, model, file, filename, api_key=..., api_base=..., api_type=..., api_version=..., organization=..., *, deployment_id=..., response_format: Literal["text", "srt", "vtt"], **params) -> str: ...
    @overload
    @classmethod
    async def atranslate_raw(cls, model, file, filename, api_key=..., api_base=..., api_type=..., api_version=..., organization=..., *, deployment_id=..., response_format: Literal["verbose_json"], **params) -> openai._shapes.TranslationVerbose: ...
    @overload
    @classmethod
    async def atranslate_raw(cls, model, file, filename, api_key=..., api_base=..., api_type=..., api_version=..., organization=..., *, deployment_id=..., response_format: Literal["json"] = ..., **params) -> openai._shapes.Translation: ...
    @overload
    @classmethod
    def transcribe(cls, model, file, api_key=..., api_base=..., api_type=..., api_version=..., organization=..., *, deployment_id=..., response_format: Literal["text", "srt", "vtt"], **params) -> str: ...
    @overload
    @classmethod
    def transcribe(cls, model, file, api_key=..., api_base=..., api_type=..., api_version=..., organization=..., *, deployment_id=..., response_format: Literal["verbose_json"], **params) -> openai._shapes.TranscriptionVerbose: ...
    @overload
    @classmethod
    def transcribe(cls, model, file, api_key=..., api_base=..., api_type=..., api_version=..., organization=..., *, deployment_id=..., response_format: Literal["json"] = ..., **params) -> openai._shapes.Transcription: ...
    @overload
    @classmethod
    def transcribe_raw(cls, model, file, filename, api_key=..., api_base=..., api_type=..., api_version=..., organization=..., *, deployment_id=..., response_format: Literal["text", "srt", "vtt"], **params) -> str: ...
    @overload
    @classmethod
    def transcribe_raw(cls, model, file, filename, api_key=..., api_base=..., api_type=..., api_version=..., organization=..., *, deployment_id=..., response_format: Literal["verbose_json"], **params) -> openai._shapes.TranscriptionVerbose: ...
    @overload
    @classmethod
    def transcribe_raw(cls, model, file, filename, api_key=..., api_base=..., api_type=..., api_version=..., organization=..., *, deployment_id=..., response_format: Literal["json"] = ..., **params) -> openai._shapes.Transcription: ...
    @overload
    @classmethod
    def translate(cls, model, file, api_key=..., api_base=..., api_type=..., api_version=..., organization=..., *, deployment_id=..., response_format: Literal["text", "srt", "vtt"], **params) -> str: ...
    @overload
    @classmethod
    def translate(cls, model, file, api_key=..., api_base=..., api_type=..., api_version=..., organization=..., *, deployment_id=..., response_format: Literal["verbose_json"], **params) -> openai._shapes.TranslationVerbose: ...
    @overload
    @classmethod
    def translate(cls, model, file, api_key=..., api_base=..., api_type=..., api_version=..., organization=..., *, deployment_id=..., response_format: Literal["json"] = ..., **params) -> openai._shapes.Translation: ...
    @overload
    @classmethod
    def translate_raw(cls, model, file, filename, api_key=..., api_base=..., api_type=..., api_version=..., organization=..., *, deployment_id=..., response_format: Literal["text", "srt", "vtt"], **params) -> str: ...
    @overload
    @classmethod
    def translate_raw(cls, model, file, filename, api_key=..., api_base=..., api_type=..., api_version=..., organization=..., *, deployment_id=..., response_format: Literal["verbose_json"], **params) -> openai._shapes.TranslationVerbose: ...
    @overload
    @classmethod
    def translate_raw(cls, model, file, filename, api_key=..., api_base=..., api_type=..., api_version=..., organization=..., *, deployment_id=..., response_format: Literal["json"] = ..., **params) -> openai._shapes.Translation: ...
class ChatCompletion(openai.api_resources.abstract.engine_api_resource.EngineAPIResource):
    OBJECT_NAME: str
    engine_required: bool
    @overload
    @classmethod
    async def acreate(cls, api_key=..., api_base=..., api_type=..., request_id=..., api_version=..., organization=..., *, engine=..., deployment_id=..., timeout=..., request_timeout=..., headers=..., stream: Literal[True], **params) -> AsyncIterator[openai._shapes.ChatCompletionChunk]: ...
    @overload
    @classmethod
    async def acreate(cls, api_key=..., api_base=..., api_type=..., request_id=..., api_version=..., organization=..., *, engine=..., deployment_id=..., timeout=..., request_timeout=..., headers=..., stream: Literal[False] = ..., **params) -> openai._shapes.ChatCompletion: ...
    @overload
    @classmethod
    def create(cls, api_key=..., api_base=..., api_type=..., request_id=..., api_version=..., organization=..., *, engine=..., deployment_id=..., timeout=..., request_timeout=..., headers=..., stream: Literal[True], **params) -> Iterator[openai._shapes.ChatCompletionChunk]: ...
    @overload
    @classmethod
    def create(cls, api_key=..., api_base=..., api_type=..., request_id=..., api_version=..., organization=..., *, engine=..., deployment_id=..., timeout=..., request_timeout=..., headers=..., stream: Literal[False] = ..., **params) -> openai._shapes.ChatCompletion: ...
class Completion(openai.api_resources.abstract.engine_api_resource.EngineAPIResource):
    OBJECT_NAME: str
    @overload
    @classmethod
    async def acreate(cls, api_key=..., api_base=..., api_type=..., request_id=..., api_version=..., organization=..., *, engine=..., deployment_id=..., timeout=..., request_timeout=..., headers=..., stream: Literal[True], **params) -> AsyncIterator[openai._shapes.Completion]: ...
    @overload
    @classmethod
    async def acreate(cls, api_key=..., api_base=..., api_type=..., request_id=..., api_version=..., organization=..., *, engine=..., deployment_id=..., timeout=..., request_timeout=..., headers=..., stream: Literal[False] = ..., **params) -> openai._shapes.Completion: ...
    @overload
    @classmethod
    def create(cls, api_key=..., api_base=..., api_type=..., request_id=..., api_version=..., organization=..., *, engine=..., deployment_id=..., timeout=..., request_timeout=..., headers=..., stream: Literal[True], **params) -> Iterator[openai._shapes.Completion]: ...
    @overload
    @classmethod
    def create(cls, api_key=..., api_base=..., api_type=..., request_id=..., api_version=..., organization=..., *, engine=..., deployment_id=..., timeout=..., request_timeout=..., headers=..., stream: Literal[False] = ..., **params) -> openai._shapes.Completion: ...
class Customer(openai.openai_object.OpenAIObject):
    @classmethod
    async def acreate(cls, customer, endpoint, **params) -> openai.openai_object.OpenAIObject: ...
    @classmethod
    def create(cls, customer, endpoint, **params) -> openai.openai_object.OpenAIObject: ...
    @classmethod
    def get_url(cls, customer, endpoint) -> Any: ...
class Deployment(openai.api_resources.abstract.createable_api_resource.CreateableAPIResource, openai.api_resources.abstract.listable_api_resource.ListableAPIResource, openai.api_resources.abstract.deletable_api_resource.DeletableAPIResource):
    OBJECT_NAME: str
    @classmethod
    async def acreate(cls, api_key=..., api_base=..., api_type=..., request_id=..., api_version=..., organization=..., **params) -> openai.Deployment: ...
    @classmethod
    async def adelete(cls, sid, api_type=..., api_version=..., **params) -> openai.openai_response.OpenAIResponse: ...
    @classmethod
    async def alist(cls, api_key=..., request_id=..., api_version=..., organization=..., api_base=..., api_type=..., **params) -> openai._shapes.DeploymentList: ...
    @classmethod
    async def aretrieve(cls, id, api_key=..., request_id=..., request_timeout=..., **params) -> openai.Deployment: ...
    @classmethod
    def create(cls, api_key=..., api_base=..., api_type=..., request_id=..., api_version=..., organization=..., **params) -> openai.Deployment: ...
    @classmethod
    def delete(cls, sid, api_type=..., api_version=..., **params) -> openai.openai_object.OpenAIObject: ...
    @classmethod
    def list(cls, api_key=..., request_id=..., api_version=..., organization=..., api_base=..., api_type=..., **params) -> openai._shapes.DeploymentList: ...
    @classmethod
    def retrieve(cls, id, api_key=..., request_id=..., request_timeout=..., **params) -> openai.Deployment: ...
class Edit(openai.api_resources.abstract.engine_api_resource.EngineAPIResource):
    OBJECT_NAME: str
    @classmethod
    async def acreate(cls, api_key=..., api_base=..., api_type=..., request_id=..., api_version=..., organization=..., *, engine=..., deployment_id=..., timeout=..., request_timeout=..., headers=..., **params) -> openai._shapes.Edit: ...
    @classmethod
    def create(cls, api_key=..., api_base=..., api_type=..., request_id=..., api_version=..., organization=..., *, engine=..., deployment_id=..., timeout=..., request_timeout=..., headers=..., **params) -> openai._shapes.Edit: ...
class Embedding(openai.api_resources.abstract.engine_api_resource.EngineAPIResource):
    OBJECT_NAME: str
    @classmethod
    async def acreate(cls, api_key=..., api_base=..., api_type=..., request_id=..., api_version=..., organization=..., *, engine=..., deployment_id=..., timeout=..., request_timeout=..., headers=..., **params) -> openai._shapes.CreateEmbeddingResponse: ...
    @classmethod
    def create(cls, api_key=..., api_base=..., api_type=..., request_id=..., api_version=..., organization=..., *, engine=..., deployment_id=..., timeout=..., request_timeout=..., headers=..., **params) -> openai._shapes.CreateEmbeddingResponse: ...
class Engine(openai.api_resources.abstract.listable_api_resource.ListableAPIResource, openai.api_resources.abstract.updateable_api_resource.UpdateableAPIResource):
    OBJECT_NAME: str
    async def agenerate(self, timeout=..., **params) -> Any: ...
    @classmethod
    async def alist(cls, api_key=..., request_id=..., api_version=..., organization=..., api_base=..., api_type=..., **params) -> openai._shapes.EngineList: ...
    @classmethod
    async def amodify(cls, sid, **params) -> openai.openai_response.OpenAIResponse: ...
    @classmethod
    async def aretrieve(cls, id, api_key=..., request_id=..., request_timeout=..., **params) -> openai.Engine: ...
    def embeddings(self, **params) -> openai._shapes.CreateEmbeddingResponse: ...
    def generate(self, timeout=..., **params) -> Any: ...
    @classmethod
    def list(cls, api_key=..., request_id=..., api_version=..., organization=..., api_base=..., api_type=..., **params) -> openai._shapes.EngineList: ...
    @classmethod
    def modify(cls, sid, **params) -> openai.Engine: ...
    @classmethod
    def retrieve(cls, id, api_key=..., request_id=..., request_timeout=..., **params) -> openai.Engine: ...
class ErrorObject(openai.openai_object.OpenAIObject):
    message: str | None
    type: str | None
    param: str | None
    code: str | None
    def refresh_from(self, values, api_key=..., api_version=..., api_type=..., organization=..., response_ms=...) -> Any: ...
class File(openai.api_resources.abstract.listable_api_resource.ListableAPIResource, openai.api_resources.abstract.deletable_api_resource.DeletableAPIResource, openai._shapes.FileObject):  # new: openai.types.FileObject
    OBJECT_NAME: str
    @classmethod
    async def acreate(cls, file, purpose, model=..., api_key=..., api_base=..., api_type=..., api_version=..., organization=..., user_provided_filename=...) -> openai.File: ...
    @classmethod
    async def adelete(cls, sid, api_type=..., api_version=..., **params) -> openai.openai_response.OpenAIResponse: ...
    @classmethod
    async def adownload(cls, id, api_key=..., api_base=..., api_type=..., api_version=..., organization=...) -> bytes: ...
    @classmethod
    async def afind_matching_files(cls, name, bytes, purpose, api_key=..., api_base=..., api_type=..., api_version=..., organization=...) -> list[openai.File]: ...
    @classmethod
    async def alist(cls, api_key=..., request_id=..., api_version=..., organization=..., api_base=..., api_type=..., **params) -> openai._shapes.FileList: ...
    @classmethod
    async def aretrieve(cls, id, api_key=..., request_id=..., request_timeout=..., **params) -> openai.File: ...
    @classmethod
    def create(cls, file, purpose, model=..., api_key=..., api_base=..., api_type=..., api_version=..., organization=..., user_provided_filename=...) -> openai.File: ...
    @classmethod
    def delete(cls, sid, api_type=..., api_version=..., **params) -> openai._shapes.FileDeleted: ...
    @classmethod
    def download(cls, id, api_key=..., api_base=..., api_type=..., api_version=..., organization=...) -> bytes: ...
    @classmethod
    def find_matching_files(cls, name, bytes, purpose, api_key=..., api_base=..., api_type=..., api_version=..., organization=...) -> list[openai.File]: ...
    @classmethod
    def list(cls, api_key=..., request_id=..., api_version=..., organization=..., api_base=..., api_type=..., **params) -> openai._shapes.FileList: ...
    @classmethod
    def retrieve(cls, id, api_key=..., request_id=..., request_timeout=..., **params) -> openai.File: ...
    @classmethod
    def wait_for_processing(cls, id, max_wait_seconds=...) -> str: ...
class FineTune(openai.api_resources.abstract.listable_api_resource.ListableAPIResource, openai.api_resources.abstract.createable_api_resource.CreateableAPIResource, openai.api_resources.abstract.deletable_api_resource.DeletableAPIResource, openai._shapes.FineTune):
    OBJECT_NAME: str
    @classmethod
    async def acancel(cls, id, api_key=..., api_type=..., request_id=..., api_version=..., **params) -> openai.FineTune: ...
    @classmethod
    async def acreate(cls, api_key=..., api_base=..., api_type=..., request_id=..., api_version=..., organization=..., **params) -> openai.FineTune: ...
    @classmethod
    async def adelete(cls, sid, api_type=..., api_version=..., **params) -> openai.openai_response.OpenAIResponse: ...
    @classmethod
    async def alist(cls, api_key=..., request_id=..., api_version=..., organization=..., api_base=..., api_type=..., **params) -> openai._shapes.FineTuneList: ...
    @classmethod
    async def aretrieve(cls, id, api_key=..., request_id=..., request_timeout=..., **params) -> openai.FineTune: ...
    @classmethod
    async def astream_events(cls, id, api_key=..., api_base=..., api_type=..., request_id=..., api_version=..., organization=..., **params) -> AsyncIterator[openai._shapes.FineTuneEvent]: ...
    @classmethod
    def cancel(cls, id, api_key=..., api_type=..., request_id=..., api_version=..., **params) -> openai.FineTune: ...
    @classmethod
    def create(cls, api_key=..., api_base=..., api_type=..., request_id=..., api_version=..., organization=..., **params) -> openai.FineTune: ...
    @classmethod
    def events_request(cls, method, url, api_base=..., api_key=..., request_id=..., api_version=..., organization=..., **params) -> Any: ...
    @classmethod
    def events_url(cls, id, nested_id=...) -> Any: ...
    @classmethod
    def list(cls, api_key=..., request_id=..., api_version=..., organization=..., api_base=..., api_type=..., **params) -> openai._shapes.FineTuneList: ...
    @classmethod
    def list_events(cls, id, **params) -> openai._shapes.FineTuneEventList: ...
    @classmethod
    def retrieve(cls, id, api_key=..., request_id=..., request_timeout=..., **params) -> openai.FineTune: ...
    @classmethod
    def stream_events(cls, id, api_key=..., api_base=..., api_type=..., request_id=..., api_version=..., organization=..., **params) -> Iterator[openai._shapes.FineTuneEvent]: ...
class FineTuningJob(openai.api_resources.abstract.paginatable_api_resource.PaginatableAPIResource, openai.api_resources.abstract.createable_api_resource.CreateableAPIResource, openai.api_resources.abstract.deletable_api_resource.DeletableAPIResource, openai._shapes.FineTuningJob):  # new: openai.types.fine_tuning.FineTuningJob
    OBJECT_NAME: str
    @classmethod
    async def acancel(cls, id, api_key=..., api_type=..., request_id=..., api_version=..., **params) -> openai.FineTuningJob: ...
    @classmethod
    async def acreate(cls, api_key=..., api_base=..., api_type=..., request_id=..., api_version=..., organization=..., **params) -> openai.FineTuningJob: ...
    @classmethod
    async def adelete(cls, sid, api_type=..., api_version=..., **params) -> openai.openai_response.OpenAIResponse: ...
    @classmethod
    async def alist(cls, limit=..., starting_after=..., api_key=..., request_id=..., api_version=..., organization=..., api_base=..., api_type=..., **params) -> openai._shapes.FineTuningJobList: ...
    @classmethod
    async def aretrieve(cls, id, api_key=..., request_id=..., request_timeout=..., **params) -> openai.FineTuningJob: ...
    @classmethod
    def auto_paging_iter(cls, *args, **params) -> Iterator[openai.FineTuningJob]: ...
    @classmethod
    def cancel(cls, id, api_key=..., api_type=..., request_id=..., api_version=..., **params) -> openai.FineTuningJob: ...
    @classmethod
    def create(cls, api_key=..., api_base=..., api_type=..., request_id=..., api_version=..., organization=..., **params) -> openai.FineTuningJob: ...
    @classmethod
    def events_request(cls, method, url, api_base=..., api_key=..., request_id=..., api_version=..., organization=..., **params) -> Any: ...
    @classmethod
    def events_url(cls, id, nested_id=...) -> Any: ...
    @classmethod
    def list(cls, limit=..., starting_after=..., api_key=..., request_id=..., api_version=..., organization=..., api_base=..., api_type=..., **params) -> openai._shapes.FineTuningJobList: ...
    @classmethod
    def list_events(cls, id, limit=..., after=..., **params) -> openai._shapes.FineTuningJobEventList: ...
    @classmethod
    def retrieve(cls, id, api_key=..., request_id=..., request_timeout=..., **params) -> openai.FineTuningJob: ...
class Image(openai.api_resources.abstract.api_resource.APIResource):
    OBJECT_NAME: str
    @classmethod
    async def acreate(cls, api_key=..., api_base=..., api_type=..., api_version=..., organization=..., **params) -> openai._shapes.ImagesResponse: ...
    @classmethod
    async def acreate_edit(cls, image, mask=..., api_key=..., api_base=..., api_type=..., api_version=..., organization=..., **params) -> openai._shapes.ImagesResponse: ...
    @classmethod
    async def acreate_variation(cls, image, api_key=..., api_base=..., api_type=..., api_version=..., organization=..., **params) -> openai._shapes.ImagesResponse: ...
    @classmethod
    def create(cls, api_key=..., api_base=..., api_type=..., api_version=..., organization=..., **params) -> openai._shapes.ImagesResponse: ...
    @classmethod
    def create_edit(cls, image, mask=..., api_key=..., api_base=..., api_type=..., api_version=..., organization=..., **params) -> openai._shapes.ImagesResponse: ...
    @classmethod
    def create_variation(cls, image, api_key=..., api_base=..., api_type=..., api_version=..., organization=..., **params) -> openai._shapes.ImagesResponse: ...
class Model(openai.api_resources.abstract.listable_api_resource.ListableAPIResource, openai.api_resources.abstract.deletable_api_resource.DeletableAPIResource, openai._shapes.Model):  # new: openai.types.Model
    OBJECT_NAME: str
    @classmethod
    async def adelete(cls, sid, api_type=..., api_version=..., **params) -> openai.openai_response.OpenAIResponse: ...
    @classmethod
    async def alist(cls, api_key=..., request_id=..., api_version=..., organization=..., api_base=..., api_type=..., **params) -> openai._shapes.ModelList: ...
    @classmethod
    async def aretrieve(cls, id, api_key=..., request_id=..., request_timeout=..., **params) -> openai.Model: ...
    @classmethod
    def delete(cls, sid, api_type=..., api_version=..., **params) -> openai._shapes.ModelDeleted: ...
    @classmethod
    def list(cls, api_key=..., request_id=..., api_version=..., organization=..., api_base=..., api_type=..., **params) -> openai._shapes.ModelList: ...
    @classmethod
    def retrieve(cls, id, api_key=..., request_id=..., request_timeout=..., **params) -> openai.Model: ...
class Moderation(openai.openai_object.OpenAIObject):
    VALID_MODEL_NAMES: list[str]
    @classmethod
    async def acreate(cls, input, model=..., api_key=...) -> openai._shapes.ModerationCreateResponse: ...
    @classmethod
    def create(cls, input, model=..., api_key=...) -> openai._shapes.ModerationCreateResponse: ...
    @classmethod
    def get_url(cls) -> Any: ...

# module: openai.api_requestor
MAX_CONNECTION_RETRIES: int
MAX_SESSION_LIFETIME_SECS: int
TIMEOUT_SECS: int
ApiType = openai.util.ApiType
OpenAIResponse = openai.openai_response.OpenAIResponse
error = openai.error
util = openai.util
version = openai.version
class APIRequestor:
    api_base: str
    api_key: str | None
    api_type: str | None
    api_version: str | None
    organization: str | None
    def __init__(self, key=..., api_base=..., api_type=..., api_version=..., organization=...) -> None: ...
    async def arequest(self, method, url, params=..., headers=..., files=..., stream=..., request_id=..., request_timeout=...) -> Any: ...
    async def arequest_raw(self, method, url, session, *, params=..., supplied_headers=..., files=..., request_id=..., request_timeout=...) -> Any: ...
    @classmethod
    def format_app_info(cls, info) -> Any: ...
    def handle_error_response(self, rbody, rcode, resp, rheaders, stream_error=...) -> Any: ...
    def request(self, method, url, params=..., headers=..., files=..., stream=..., request_id=..., request_timeout=...) -> Any: ...
    def request_headers(self, method, extra, request_id) -> Any: ...
    def request_raw(self, method, url, *, params=..., supplied_headers=..., files=..., stream=..., request_id=..., request_timeout=...) -> Any: ...
class AioHTTPSession(contextlib.AbstractAsyncContextManager, typing.Generic):
    def __init__(self) -> None: ...
def parse_stream(rbody) -> Any: ...
def parse_stream_async(rbody) -> Any: ...
def parse_stream_helper(line) -> Any: ...

# module: openai.api_resources
Audio = openai.Audio
ChatCompletion = openai.ChatCompletion
Completion = openai.Completion
Customer = openai.Customer
Deployment = openai.Deployment
Edit = openai.Edit
Embedding = openai.Embedding
Engine = openai.Engine
ErrorObject = openai.ErrorObject
File = openai.File
FineTune = openai.FineTune
FineTuningJob = openai.FineTuningJob
Image = openai.Image
Model = openai.Model
Moderation = openai.Moderation

# module: openai.cli
BufferReader = openai.upload_progress.BufferReader
apply_necessary_remediation = openai.validators.apply_necessary_remediation
apply_validators = openai.validators.apply_validators
get_validators = openai.validators.get_validators
read_any_format = openai.validators.read_any_format
write_out_file = openai.validators.write_out_file
class Audio:
    @classmethod
    def transcribe(cls, args) -> Any: ...
    @classmethod
    def translate(cls, args) -> Any: ...
class ChatCompletion:
    @classmethod
    def create(cls, args) -> Any: ...
class Completion:
    @classmethod
    def create(cls, args) -> Any: ...
class Deployment:
    @classmethod
    def create(cls, args) -> Any: ...
    @classmethod
    def delete(cls, args) -> Any: ...
    @classmethod
    def get(cls, args) -> Any: ...
    @classmethod
    def list(cls, args) -> Any: ...
class Engine:
    @classmethod
    def generate(cls, args) -> Any: ...
    @classmethod
    def get(cls, args) -> Any: ...
    @classmethod
    def list(cls, args) -> Any: ...
    @classmethod
    def update(cls, args) -> Any: ...
class File:
    @classmethod
    def create(cls, args) -> Any: ...
    @classmethod
    def delete(cls, args) -> Any: ...
    @classmethod
    def get(cls, args) -> Any: ...
    @classmethod
    def list(cls, args) -> Any: ...
class FineTune:
    @classmethod
    def cancel(cls, args) -> Any: ...
    @classmethod
    def create(cls, args) -> Any: ...
    @classmethod
    def delete(cls, args) -> Any: ...
    @classmethod
    def events(cls, args) -> Any: ...
    @classmethod
    def follow(cls, args) -> Any: ...
    @classmethod
    def get(cls, args) -> Any: ...
    @classmethod
    def list(cls, args) -> Any: ...
    @classmethod
    def prepare_data(cls, args) -> Any: ...
    @classmethod
    def results(cls, args) -> Any: ...
class FineTuningJob:
    @classmethod
    def cancel(cls, args) -> Any: ...
    @classmethod
    def create(cls, args) -> Any: ...
    @classmethod
    def events(cls, args) -> Any: ...
    @classmethod
    def follow(cls, args) -> Any: ...
    @classmethod
    def get(cls, args) -> Any: ...
    @classmethod
    def list(cls, args) -> Any: ...
    @classmethod
    def results(cls, args) -> Any: ...
class Image:
    @classmethod
    def create(cls, args) -> Any: ...
    @classmethod
    def create_edit(cls, args) -> Any: ...
    @classmethod
    def create_variation(cls, args) -> Any: ...
class Model:
    @classmethod
    def delete(cls, args) -> Any: ...
    @classmethod
    def get(cls, args) -> Any: ...
    @classmethod
    def list(cls, args) -> Any: ...
class WandbLogger:
    @classmethod
    def sync(cls, args) -> Any: ...
def api_register(parser) -> Any: ...
class bcolors:
    BOLD: str
    ENDC: str
    FAIL: str
    HEADER: str
    OKBLUE: str
    OKGREEN: str
    UNDERLINE: str
    WARNING: str
def display(obj) -> Any: ...
def display_error(e) -> Any: ...
def organization_info(obj) -> Any: ...
def tools_register(parser) -> Any: ...
def wandb_register(parser) -> Any: ...

# module: openai.datalib

# module: openai.embeddings_utils
def get_embedding(text, engine=..., **kwargs) -> list[float]: ...
async def aget_embedding(text, engine=..., **kwargs) -> list[float]: ...
def get_embeddings(list_of_text, engine=..., **kwargs) -> list[list[float]]: ...
async def aget_embeddings(list_of_text, engine=..., **kwargs) -> list[list[float]]: ...
def cosine_similarity(a, b) -> float: ...
def plot_multiclass_precision_recall(y_score, y_true_untransformed, class_list, classifier_name) -> Any: ...
def distances_from_embeddings(query_embedding, embeddings, distance_metric=...) -> list[float]: ...
def indices_of_nearest_neighbors_from_distances(distances) -> Any: ...
def pca_components_from_embeddings(embeddings, n_components=...) -> Any: ...
def tsne_components_from_embeddings(embeddings, n_components=..., **kwargs) -> Any: ...
def chart_from_components(components, labels=..., strings=..., x_title=..., y_title=..., mark_size=..., **kwargs) -> Any: ...
def chart_from_components_3D(components, labels=..., strings=..., x_title=..., y_title=..., z_title=..., mark_size=..., **kwargs) -> Any: ...

# module: openai.error
class APIConnectionError(openai.error.OpenAIError):
    should_retry: bool
    def __init__(self, message, http_body=..., http_status=..., json_body=..., headers=..., code=..., should_retry=...) -> None: ...
class APIError(openai.error.OpenAIError): ...
class AuthenticationError(openai.error.OpenAIError): ...
class InvalidAPIType(openai.error.OpenAIError): ...
class InvalidRequestError(openai.error.OpenAIError):
    param: str | None
    def __init__(self, message, param, code=..., http_body=..., http_status=..., json_body=..., headers=...) -> None: ...
class OpenAIError(Exception):
    __dict__: dict[str, Any]
    _message: str | None
    code: str | None
    error: openai.ErrorObject | None
    headers: dict[str, str]
    http_body: str | None
    http_status: int | None
    json_body: Any
    organization: str | None
    request_id: str | None
    def __init__(self, message=..., http_body=..., http_status=..., json_body=..., headers=..., code=...) -> None: ...
    def construct_error_object(self) -> Any: ...
    @property
    def user_message(self) -> str | None: ...
class PermissionError(openai.error.OpenAIError): ...
class RateLimitError(openai.error.OpenAIError): ...
class ServiceUnavailableError(openai.error.OpenAIError): ...
class SignatureVerificationError(openai.error.OpenAIError):
    sig_header: Any
    def __init__(self, message, sig_header, http_body=...) -> None: ...
class Timeout(openai.error.OpenAIError): ...
class TryAgain(openai.error.OpenAIError): ...

# module: openai.object_classes
OBJECT_CLASSES: Any
CompletionConfig = openai.api_resources.experimental.completion_config.CompletionConfig
api_resources = openai.api_resources

# module: openai.openai_object
ApiType = openai.util.ApiType
OpenAIResponse = openai.openai_response.OpenAIResponse
api_requestor = openai.api_requestor
util = openai.util
class OpenAIObject(dict):
    api_base_override: str | None
    api_key: str | None
    api_type: str | None
    api_version: str | None
    engine: str | None
    organization: str | None
    def __init__(self, id=..., api_key=..., api_version=..., api_type=..., organization=..., response_ms=..., api_base=..., engine=..., **params) -> None: ...
    @classmethod
    def api_base(cls) -> Any: ...
    async def arequest(self, method, url, params=..., headers=..., stream=..., plain_old_data=..., request_id=..., request_timeout=...) -> Any: ...
    @classmethod
    def construct_from(cls, values, api_key=..., api_version=..., organization=..., engine=..., response_ms=...) -> openai.openai_object.OpenAIObject: ...
    @property
    def openai_id(self) -> str: ...
    def refresh_from(self, values, api_key=..., api_version=..., api_type=..., organization=..., response_ms=...) -> Any: ...
    def request(self, method, url, params=..., headers=..., stream=..., plain_old_data=..., request_id=..., request_timeout=...) -> Any: ...
    @property
    def response_ms(self) -> int | None: ...
    def to_dict(self) -> dict[str, Any]: ...
    def to_dict_recursive(self) -> dict[str, Any]: ...
    @property
    def typed_api_type(self) -> openai.util.ApiType: ...

# module: openai.openai_response
class OpenAIResponse:
    data: Any
    def __init__(self, data, headers) -> None: ...
    @property
    def operation_location(self) -> str | None: ...
    @property
    def organization(self) -> str | None: ...
    @property
    def request_id(self) -> str | None: ...
    @property
    def response_ms(self) -> int | None: ...
    @property
    def retry_after(self) -> int | None: ...

# module: openai.upload_progress
class BufferReader(_io.BytesIO):
    def __init__(self, buf=..., desc=...) -> None: ...
    def read(self, n=...) -> Any: ...
class CancelledError(Exception):
    __dict__: dict[str, Any]
    msg: Any
    def __init__(self, msg) -> None: ...
def MB(i) -> Any: ...
def progress(total, desc) -> Any: ...

# module: openai.util
OPENAI_LOG: Any  # env: OPENAI_LOG
logger: Any
class ApiType(enum.Enum):
    AZURE: Any
    AZURE_AD: Any
    OPEN_AI: Any
def api_key_to_header(api, key) -> Any: ...
def convert_to_dict(obj) -> Any: ...
def convert_to_openai_object(resp, api_key=..., api_version=..., organization=..., engine=..., plain_old_data=...) -> openai.openai_object.OpenAIObject: ...
def default_api_key() -> str: ...
def get_object_classes() -> Any: ...
def log_debug(message, **params) -> Any: ...
def log_info(message, **params) -> Any: ...
def log_warn(message, **params) -> Any: ...
def logfmt(props) -> str: ...
def merge_dicts(x, y) -> dict[str, Any]: ...

# module: openai.validators
assert_has_pandas = openai.datalib.pandas_helper.assert_has_pandas
class Remediation(tuple):
    error_msg: Any
    immediate_msg: Any
    name: Any
    necessary_fn: Any
    necessary_msg: Any
    optional_fn: Any
    optional_msg: Any
def accept_suggestion(input_text, auto_accept) -> Any: ...
def additional_column_validator(df, fields=...) -> Any: ...
def apply_necessary_remediation(df, remediation) -> Any: ...
def apply_optional_remediation(df, remediation, auto_accept) -> Any: ...
def apply_validators(df, fname, remediation, validators, auto_accept, write_out_file_func) -> Any: ...
def common_completion_prefix_validator(df) -> Any: ...
def common_completion_suffix_validator(df) -> Any: ...
def common_prompt_prefix_validator(df) -> Any: ...
def common_prompt_suffix_validator(df) -> Any: ...
def completions_space_start_validator(df) -> Any: ...
def duplicated_rows_validator(df, fields=...) -> Any: ...
def estimate_fine_tuning_time(df) -> Any: ...
def format_inferrer_validator(df) -> Any: ...
def get_classification_hyperparams(df) -> Any: ...
def get_common_xfix(series, xfix=...) -> Any: ...
def get_outfnames(fname, split) -> Any: ...
def get_validators() -> Any: ...
def infer_task_type(df) -> Any: ...
def long_examples_validator(df) -> Any: ...
def lower_case_validator(df, column) -> Any: ...
def necessary_column_validator(df, necessary_column) -> Any: ...
def non_empty_field_validator(df, field=...) -> Any: ...
def num_examples_validator(df) -> Any: ...
def read_any_format(fname, fields=...) -> Any: ...
def write_out_file(df, fname, any_remediations, auto_accept) -> Any: ...

# module: openai.version
VERSION: str

# module: openai.wandb_logger
WANDB_AVAILABLE: bool
class WandbLogger:
    @classmethod
    def sync(cls, id=..., n_fine_tunes=..., project=..., entity=..., force=..., legacy=..., **kwargs_wandb_init) -> Any: ...

# module: openai.api_resources.abstract
APIResource = openai.api_resources.abstract.api_resource.APIResource
CreateableAPIResource = openai.api_resources.abstract.createable_api_resource.CreateableAPIResource
DeletableAPIResource = openai.api_resources.abstract.deletable_api_resource.DeletableAPIResource
ListableAPIResource = openai.api_resources.abstract.listable_api_resource.ListableAPIResource
PaginatableAPIResource = openai.api_resources.abstract.paginatable_api_resource.PaginatableAPIResource
UpdateableAPIResource = openai.api_resources.abstract.updateable_api_resource.UpdateableAPIResource
nested_resource_class_methods = openai.api_resources.abstract.nested_resource_class_methods.nested_resource_class_methods

# module: openai.api_resources.audio
APIResource = openai.api_resources.abstract.api_resource.APIResource
Audio = openai.Audio
api_requestor = openai.api_requestor
util = openai.util

# module: openai.api_resources.chat_completion
ChatCompletion = openai.ChatCompletion
EngineAPIResource = openai.api_resources.abstract.engine_api_resource.EngineAPIResource
TryAgain = openai.error.TryAgain
util = openai.util

# module: openai.api_resources.completion
Completion = openai.Completion
DeletableAPIResource = openai.api_resources.abstract.deletable_api_resource.DeletableAPIResource
EngineAPIResource = openai.api_resources.abstract.engine_api_resource.EngineAPIResource
ListableAPIResource = openai.api_resources.abstract.listable_api_resource.ListableAPIResource
TryAgain = openai.error.TryAgain
util = openai.util

# module: openai.api_resources.customer
Customer = openai.Customer
OpenAIObject = openai.openai_object.OpenAIObject

# module: openai.api_resources.deployment
APIError = openai.error.APIError
CreateableAPIResource = openai.api_resources.abstract.createable_api_resource.CreateableAPIResource
DeletableAPIResource = openai.api_resources.abstract.deletable_api_resource.DeletableAPIResource
Deployment = openai.Deployment
InvalidRequestError = openai.error.InvalidRequestError
ListableAPIResource = openai.api_resources.abstract.listable_api_resource.ListableAPIResource
util = openai.util

# module: openai.api_resources.edit
Edit = openai.Edit
EngineAPIResource = openai.api_resources.abstract.engine_api_resource.EngineAPIResource
TryAgain = openai.error.TryAgain
error = openai.error
util = openai.util

# module: openai.api_resources.embedding
Embedding = openai.Embedding
EngineAPIResource = openai.api_resources.abstract.engine_api_resource.EngineAPIResource
TryAgain = openai.error.TryAgain
assert_has_numpy = openai.datalib.numpy_helper.assert_has_numpy
util = openai.util

# module: openai.api_resources.engine
Engine = openai.Engine
ListableAPIResource = openai.api_resources.abstract.listable_api_resource.ListableAPIResource
TryAgain = openai.error.TryAgain
UpdateableAPIResource = openai.api_resources.abstract.updateable_api_resource.UpdateableAPIResource
util = openai.util

# module: openai.api_resources.error_object
ErrorObject = openai.ErrorObject
OpenAIObject = openai.openai_object.OpenAIObject
merge_dicts = openai.util.merge_dicts

# module: openai.api_resources.experimental
CompletionConfig = openai.api_resources.experimental.completion_config.CompletionConfig

# module: openai.api_resources.file
ApiType = openai.util.ApiType
DeletableAPIResource = openai.api_resources.abstract.deletable_api_resource.DeletableAPIResource
File = openai.File
ListableAPIResource = openai.api_resources.abstract.listable_api_resource.ListableAPIResource
api_requestor = openai.api_requestor
error = openai.error
util = openai.util

# module: openai.api_resources.fine_tune
ApiType = openai.util.ApiType
CreateableAPIResource = openai.api_resources.abstract.createable_api_resource.CreateableAPIResource
DeletableAPIResource = openai.api_resources.abstract.deletable_api_resource.DeletableAPIResource
FineTune = openai.FineTune
ListableAPIResource = openai.api_resources.abstract.listable_api_resource.ListableAPIResource
OpenAIResponse = openai.openai_response.OpenAIResponse
api_requestor = openai.api_requestor
error = openai.error
nested_resource_class_methods = openai.api_resources.abstract.nested_resource_class_methods.nested_resource_class_methods
util = openai.util

# module: openai.api_resources.fine_tuning
ApiType = openai.util.ApiType
CreateableAPIResource = openai.api_resources.abstract.createable_api_resource.CreateableAPIResource
DeletableAPIResource = openai.api_resources.abstract.deletable_api_resource.DeletableAPIResource
FineTuningJob = openai.FineTuningJob
PaginatableAPIResource = openai.api_resources.abstract.paginatable_api_resource.PaginatableAPIResource
error = openai.error
nested_resource_class_methods = openai.api_resources.abstract.nested_resource_class_methods.nested_resource_class_methods

# module: openai.api_resources.image
APIResource = openai.api_resources.abstract.api_resource.APIResource
Image = openai.Image
api_requestor = openai.api_requestor
error = openai.error
util = openai.util

# module: openai.api_resources.model
DeletableAPIResource = openai.api_resources.abstract.deletable_api_resource.DeletableAPIResource
ListableAPIResource = openai.api_resources.abstract.listable_api_resource.ListableAPIResource
Model = openai.Model

# module: openai.api_resources.moderation
Moderation = openai.Moderation
OpenAIObject = openai.openai_object.OpenAIObject

# module: openai.datalib.common
INSTRUCTIONS: str
NUMPY_INSTRUCTIONS: str
class MissingDependencyError(Exception):
    __dict__: dict[str, Any]

# module: openai.datalib.numpy_helper
HAS_NUMPY: bool
NUMPY_INSTRUCTIONS: str
numpy: Any
MissingDependencyError = openai.datalib.common.MissingDependencyError
def assert_has_numpy() -> Any: ...

# module: openai.datalib.pandas_helper
HAS_PANDAS: bool
PANDAS_INSTRUCTIONS: str
pandas: Any
MissingDependencyError = openai.datalib.common.MissingDependencyError
def assert_has_pandas() -> Any: ...

# module: openai.api_resources.abstract.api_resource
ApiType = openai.util.ApiType
OpenAIObject = openai.openai_object.OpenAIObject
api_requestor = openai.api_requestor
error = openai.error
util = openai.util
class APIResource(openai.openai_object.OpenAIObject):
    api_prefix: str
    azure_api_prefix: str
    azure_deployments_prefix: str
    async def arefresh(self, request_id=..., request_timeout=...) -> openai.openai_object.OpenAIObject: ...
    @classmethod
    async def aretrieve(cls, id, api_key=..., request_id=..., request_timeout=..., **params) -> openai.openai_object.OpenAIObject: ...
    @classmethod
    def class_url(cls) -> Any: ...
    def instance_url(self, operation=...) -> Any: ...
    def refresh(self, request_id=..., request_timeout=...) -> openai.openai_object.OpenAIObject: ...
    @classmethod
    def retrieve(cls, id, api_key=..., request_id=..., request_timeout=..., **params) -> openai.openai_object.OpenAIObject: ...

# module: openai.api_resources.abstract.createable_api_resource
APIResource = openai.api_resources.abstract.api_resource.APIResource
ApiType = openai.util.ApiType
api_requestor = openai.api_requestor
error = openai.error
util = openai.util
class CreateableAPIResource(openai.api_resources.abstract.api_resource.APIResource):
    plain_old_data: bool
    @classmethod
    async def acreate(cls, api_key=..., api_base=..., api_type=..., request_id=..., api_version=..., organization=..., **params) -> openai.openai_object.OpenAIObject: ...
    @classmethod
    def create(cls, api_key=..., api_base=..., api_type=..., request_id=..., api_version=..., organization=..., **params) -> openai.openai_object.OpenAIObject: ...

# module: openai.api_resources.abstract.deletable_api_resource
APIResource = openai.api_resources.abstract.api_resource.APIResource
ApiType = openai.util.ApiType
error = openai.error
class DeletableAPIResource(openai.api_resources.abstract.api_resource.APIResource):
    @classmethod
    async def adelete(cls, sid, api_type=..., api_version=..., **params) -> openai.openai_response.OpenAIResponse: ...
    @classmethod
    def delete(cls, sid, api_type=..., api_version=..., **params) -> openai.openai_object.OpenAIObject: ...

# module: openai.api_resources.abstract.engine_api_resource
MAX_TIMEOUT: int
APIResource = openai.api_resources.abstract.api_resource.APIResource
ApiType = openai.util.ApiType
OpenAIResponse = openai.openai_response.OpenAIResponse
api_requestor = openai.api_requestor
error = openai.error
util = openai.util
class EngineAPIResource(openai.api_resources.abstract.api_resource.APIResource):
    plain_old_data: bool
    def __init__(self, engine=..., **kwargs) -> None: ...
    @classmethod
    async def acreate(cls, api_key=..., api_base=..., api_type=..., request_id=..., api_version=..., organization=..., *, engine=..., deployment_id=..., timeout=..., request_timeout=..., headers=..., **params) -> openai.openai_object.OpenAIObject: ...
    async def await_(self, timeout=...) -> Any: ...
    @classmethod
    def class_url(cls, engine=..., api_type=..., api_version=...) -> Any: ...
    @classmethod
    def create(cls, api_key=..., api_base=..., api_type=..., request_id=..., api_version=..., organization=..., *, engine=..., deployment_id=..., timeout=..., request_timeout=..., headers=..., **params) -> openai.openai_object.OpenAIObject: ...
    def instance_url(self) -> Any: ...
    def wait(self, timeout=...) -> openai.openai_object.OpenAIObject: ...

# module: openai.api_resources.abstract.listable_api_resource
APIResource = openai.api_resources.abstract.api_resource.APIResource
ApiType = openai.util.ApiType
api_requestor = openai.api_requestor
error = openai.error
util = openai.util
class ListableAPIResource(openai.api_resources.abstract.api_resource.APIResource):
    @classmethod
    async def alist(cls, api_key=..., request_id=..., api_version=..., organization=..., api_base=..., api_type=..., **params) -> openai.openai_object.OpenAIObject: ...
    @classmethod
    def auto_paging_iter(cls, *args, **params) -> Any: ...
    @classmethod
    def list(cls, api_key=..., request_id=..., api_version=..., organization=..., api_base=..., api_type=..., **params) -> openai.openai_object.OpenAIObject: ...

# module: openai.api_resources.abstract.nested_resource_class_methods
api_requestor = openai.api_requestor
util = openai.util
def anested_resource_class_methods(resource, path=..., operations=..., resource_plural=...) -> Any: ...
def nested_resource_class_methods(resource, path=..., operations=..., resource_plural=...) -> Any: ...

# module: openai.api_resources.abstract.paginatable_api_resource
ApiType = openai.util.ApiType
ListableAPIResource = openai.api_resources.abstract.listable_api_resource.ListableAPIResource
api_requestor = openai.api_requestor
error = openai.error
util = openai.util
class PaginatableAPIResource(openai.api_resources.abstract.listable_api_resource.ListableAPIResource):
    @classmethod
    async def alist(cls, limit=..., starting_after=..., api_key=..., request_id=..., api_version=..., organization=..., api_base=..., api_type=..., **params) -> openai.openai_object.OpenAIObject: ...
    @classmethod
    def auto_paging_iter(cls, *args, **params) -> Any: ...
    @classmethod
    def list(cls, limit=..., starting_after=..., api_key=..., request_id=..., api_version=..., organization=..., api_base=..., api_type=..., **params) -> openai.openai_object.OpenAIObject: ...

# module: openai.api_resources.abstract.updateable_api_resource
APIResource = openai.api_resources.abstract.api_resource.APIResource
class UpdateableAPIResource(openai.api_resources.abstract.api_resource.APIResource):
    @classmethod
    async def amodify(cls, sid, **params) -> openai.openai_response.OpenAIResponse: ...
    @classmethod
    def modify(cls, sid, **params) -> openai.openai_object.OpenAIObject: ...

# module: openai.api_resources.experimental.completion_config
CreateableAPIResource = openai.api_resources.abstract.createable_api_resource.CreateableAPIResource
DeletableAPIResource = openai.api_resources.abstract.deletable_api_resource.DeletableAPIResource
ListableAPIResource = openai.api_resources.abstract.listable_api_resource.ListableAPIResource
class CompletionConfig(openai.api_resources.abstract.createable_api_resource.CreateableAPIResource, openai.api_resources.abstract.listable_api_resource.ListableAPIResource, openai.api_resources.abstract.deletable_api_resource.DeletableAPIResource):
    OBJECT_NAME: str

# module: openai._shapes
class ChatCompletion(openai.openai_object.OpenAIObject):  # new: openai.types.chat.ChatCompletion
    id: str
    choices: list[ChatCompletionChoice]
    created: int
    model: str
    object: Literal["chat.completion"]
    service_tier: Literal["auto", "default", "flex", "scale", "priority"] | None  # absent
    system_fingerprint: str | None  # absent
    usage: CompletionUsage | None  # absent
class ChatCompletionChunk(openai.openai_object.OpenAIObject):  # new: openai.types.chat.ChatCompletionChunk
    id: str
    choices: list[ChatCompletionChunkChoice]
    created: int
    model: str
    object: Literal["chat.completion.chunk"]
    service_tier: Literal["auto", "default", "flex", "scale", "priority"] | None  # absent
    system_fingerprint: str | None  # absent
    usage: CompletionUsage | None  # absent
class Completion(openai.openai_object.OpenAIObject):  # new: openai.types.Completion
    id: str
    choices: list[CompletionChoice]
    created: int
    model: str
    object: Literal["text_completion"]
    system_fingerprint: str | None  # absent
    usage: CompletionUsage | None  # absent
class CreateEmbeddingResponse(openai.openai_object.OpenAIObject):  # new: openai.types.CreateEmbeddingResponse
    data: list[Embedding]
    model: str
    object: Literal["list"]
    usage: CreateEmbeddingResponseUsage
class ImagesResponse(openai.openai_object.OpenAIObject):  # new: openai.types.ImagesResponse
    created: int
    background: Literal["transparent", "opaque"] | None  # absent
    data: list[Image] | None  # absent
    output_format: Literal["png", "webp", "jpeg"] | None  # absent
    quality: Literal["low", "medium", "high"] | None  # absent
    size: Literal["1024x1024", "1024x1536", "1536x1024"] | None  # absent
    usage: ImagesResponseUsage | None  # absent
class Transcription(openai.openai_object.OpenAIObject):  # new: openai.types.audio.Transcription
    text: str
    logprobs: list[TranscriptionLogprob] | None  # absent
    usage: TranscriptionUsageTokens | TranscriptionUsageDuration | None  # absent
class TranscriptionVerbose(openai.openai_object.OpenAIObject):  # new: openai.types.audio.TranscriptionVerbose
    duration: float
    language: str
    text: str
    segments: list[TranscriptionSegment] | None  # absent
    usage: TranscriptionVerboseUsage | None  # absent
    words: list[TranscriptionWord] | None  # absent
class Translation(openai.openai_object.OpenAIObject):  # new: openai.types.audio.Translation
    text: str
class TranslationVerbose(openai.openai_object.OpenAIObject):  # new: openai.types.audio.TranslationVerbose
    duration: float
    language: str
    text: str
    segments: list[TranscriptionSegment] | None  # absent
class ModerationCreateResponse(openai.openai_object.OpenAIObject):  # new: openai.types.ModerationCreateResponse
    id: str
    model: str
    results: list[Moderation]
class FileObject(openai.openai_object.OpenAIObject):  # new: openai.types.FileObject
    id: str
    bytes: int
    created_at: int
    filename: str
    object: Literal["file"]
    purpose: Literal["assistants", "assistants_output", "batch", "batch_output", "fine-tune", "fine-tune-results", "vision"]
    status: Literal["uploaded", "processed", "error"]
    expires_at: int | None  # absent
    status_details: str | None  # absent
class FileDeleted(openai.openai_object.OpenAIObject):  # new: openai.types.FileDeleted
    id: str
    deleted: bool
    object: Literal["file"]
class Model(openai.openai_object.OpenAIObject):  # new: openai.types.Model
    id: str
    created: int
    object: Literal["model"]
    owned_by: str
class ModelDeleted(openai.openai_object.OpenAIObject):  # new: openai.types.ModelDeleted
    id: str
    deleted: bool
    object: str
class FineTuningJob(openai.openai_object.OpenAIObject):  # new: openai.types.fine_tuning.FineTuningJob
    id: str
    created_at: int
    error: FineTuningJobError | None  # null
    fine_tuned_model: str | None  # null
    finished_at: int | None  # null
    hyperparameters: FineTuningJobHyperparameters
    model: str
    object: Literal["fine_tuning.job"]
    organization_id: str
    result_files: list[str]
    seed: int
    status: Literal["validating_files", "queued", "running", "succeeded", "failed", "cancelled"]
    trained_tokens: int | None  # null
    training_file: str
    validation_file: str | None  # null
    estimated_finish: int | None  # absent
    integrations: list[FineTuningJobWandbIntegrationObject] | None  # absent
    metadata: dict[str, str] | None  # absent
    method: FineTuningJobMethod | None  # absent
class FineTuningJobEvent(openai.openai_object.OpenAIObject):  # new: openai.types.fine_tuning.FineTuningJobEvent
    id: str
    created_at: int
    level: Literal["info", "warn", "error"]
    message: str
    object: Literal["fine_tuning.job.event"]
    data: Any  # absent
    type: Literal["message", "metrics"] | None  # absent
class ChatCompletionChoice(openai.openai_object.OpenAIObject):  # new: openai.types.chat.chat_completion.Choice
    finish_reason: Literal["stop", "length", "tool_calls", "content_filter", "function_call"]
    index: int
    logprobs: ChatCompletionChoiceLogprobs | None  # absent
    message: ChatCompletionMessage
class CompletionUsage(openai.openai_object.OpenAIObject):  # new: openai.types.CompletionUsage
    completion_tokens: int
    prompt_tokens: int
    total_tokens: int
    completion_tokens_details: CompletionUsageCompletionTokensDetails | None  # absent
    prompt_tokens_details: CompletionUsagePromptTokensDetails | None  # absent
class ChatCompletionChunkChoice(openai.openai_object.OpenAIObject):  # new: openai.types.chat.chat_completion_chunk.Choice
    delta: ChatCompletionChunkChoiceDelta
    finish_reason: Literal["stop", "length", "tool_calls", "content_filter", "function_call"] | None  # null
    index: int
    logprobs: ChatCompletionChunkChoiceLogprobs | None  # absent
class CompletionChoice(openai.openai_object.OpenAIObject):  # new: openai.types.CompletionChoice
    finish_reason: Literal["stop", "length", "content_filter"]
    index: int
    logprobs: CompletionChoiceLogprobs | None  # null
    text: str
class Embedding(openai.openai_object.OpenAIObject):  # new: openai.types.Embedding
    embedding: list[float]
    index: int
    object: Literal["embedding"]
class CreateEmbeddingResponseUsage(openai.openai_object.OpenAIObject):  # new: openai.types.create_embedding_response.Usage
    prompt_tokens: int
    total_tokens: int
class Image(openai.openai_object.OpenAIObject):  # new: openai.types.Image
    b64_json: str | None  # absent
    revised_prompt: str | None  # absent
    url: str | None  # absent
class ImagesResponseUsage(openai.openai_object.OpenAIObject):  # new: openai.types.images_response.Usage
    input_tokens: int
    input_tokens_details: ImagesResponseUsageInputTokensDetails
    output_tokens: int
    total_tokens: int
class TranscriptionLogprob(openai.openai_object.OpenAIObject):  # new: openai.types.audio.transcription.Logprob
    token: str | None  # absent
    bytes: list[float] | None  # absent
    logprob: float | None  # absent
class TranscriptionUsageTokens(openai.openai_object.OpenAIObject):  # new: openai.types.audio.transcription.UsageTokens
    input_tokens: int
    output_tokens: int
    total_tokens: int
    type: Literal["tokens"]
    input_token_details: TranscriptionUsageTokensInputTokenDetails | None  # absent
class TranscriptionUsageDuration(openai.openai_object.OpenAIObject):  # new: openai.types.audio.transcription.UsageDuration
    duration: float
    type: Literal["duration"]
class TranscriptionSegment(openai.openai_object.OpenAIObject):  # new: openai.types.audio.TranscriptionSegment
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
class TranscriptionVerboseUsage(openai.openai_object.OpenAIObject):  # new: openai.types.audio.transcription_verbose.Usage
    duration: float
    type: Literal["duration"]
class TranscriptionWord(openai.openai_object.OpenAIObject):  # new: openai.types.audio.TranscriptionWord
    end: float
    start: float
    word: str
class Moderation(openai.openai_object.OpenAIObject):  # new: openai.types.Moderation
    categories: ModerationCategories
    category_applied_input_types: ModerationCategoryAppliedInputTypes
    category_scores: ModerationCategoryScores
    flagged: bool
class FineTuningJobError(openai.openai_object.OpenAIObject):  # new: openai.types.fine_tuning.fine_tuning_job.Error
    code: str
    message: str
    param: str | None  # absent
class FineTuningJobHyperparameters(openai.openai_object.OpenAIObject):  # new: openai.types.fine_tuning.fine_tuning_job.Hyperparameters
    batch_size: Literal["auto"] | int | None  # absent
    learning_rate_multiplier: Literal["auto"] | float | None  # absent
    n_epochs: Literal["auto"] | int | None  # absent
class FineTuningJobWandbIntegrationObject(openai.openai_object.OpenAIObject):  # new: openai.types.fine_tuning.FineTuningJobWandbIntegrationObject
    type: Literal["wandb"]
    wandb: FineTuningJobWandbIntegration
class FineTuningJobMethod(openai.openai_object.OpenAIObject):  # new: openai.types.fine_tuning.fine_tuning_job.Method
    type: Literal["supervised", "dpo", "reinforcement"]
    dpo: DpoMethod | None  # absent
    reinforcement: ReinforcementMethod | None  # absent
    supervised: SupervisedMethod | None  # absent
class ChatCompletionChoiceLogprobs(openai.openai_object.OpenAIObject):  # new: openai.types.chat.chat_completion.ChoiceLogprobs
    content: list[ChatCompletionTokenLogprob] | None  # absent
    refusal: list[ChatCompletionTokenLogprob] | None  # absent
class ChatCompletionMessage(openai.openai_object.OpenAIObject):  # new: openai.types.chat.ChatCompletionMessage
    content: str | None  # null
    refusal: str | None  # absent
    role: Literal["assistant"]
    annotations: list[ChatCompletionMessageAnnotation] | None  # absent
    audio: ChatCompletionAudio | None  # absent
    function_call: ChatCompletionMessageFunctionCall | None  # absent
    tool_calls: list[ChatCompletionMessageToolCall] | None  # absent
class CompletionUsageCompletionTokensDetails(openai.openai_object.OpenAIObject):  # new: openai.types.completion_usage.CompletionTokensDetails
    accepted_prediction_tokens: int | None  # absent
    audio_tokens: int | None  # absent
    reasoning_tokens: int | None  # absent
    rejected_prediction_tokens: int | None  # absent
class CompletionUsagePromptTokensDetails(openai.openai_object.OpenAIObject):  # new: openai.types.completion_usage.PromptTokensDetails
    audio_tokens: int | None  # absent
    cached_tokens: int | None  # absent
class ChatCompletionChunkChoiceDelta(openai.openai_object.OpenAIObject):  # new: openai.types.chat.chat_completion_chunk.ChoiceDelta
    content: str | None  # absent
    function_call: ChatCompletionChunkChoiceDeltaFunctionCall | None  # absent
    refusal: str | None  # absent
    role: Literal["developer", "system", "user", "assistant", "tool"] | None  # absent
    tool_calls: list[ChatCompletionChunkChoiceDeltaToolCall] | None  # absent
class ChatCompletionChunkChoiceLogprobs(openai.openai_object.OpenAIObject):  # new: openai.types.chat.chat_completion_chunk.ChoiceLogprobs
    content: list[ChatCompletionTokenLogprob] | None  # absent
    refusal: list[ChatCompletionTokenLogprob] | None  # absent
class CompletionChoiceLogprobs(openai.openai_object.OpenAIObject):  # new: openai.types.completion_choice.Logprobs
    text_offset: list[int] | None  # absent
    token_logprobs: list[float] | None  # absent
    tokens: list[str] | None  # absent
    top_logprobs: list[dict[str, float]] | None  # absent
class ImagesResponseUsageInputTokensDetails(openai.openai_object.OpenAIObject):  # new: openai.types.images_response.UsageInputTokensDetails
    image_tokens: int
    text_tokens: int
class TranscriptionUsageTokensInputTokenDetails(openai.openai_object.OpenAIObject):  # new: openai.types.audio.transcription.UsageTokensInputTokenDetails
    audio_tokens: int | None  # absent
    text_tokens: int | None  # absent
class ModerationCategories(openai.openai_object.OpenAIObject):  # new: openai.types.moderation.Categories
    harassment: bool
    harassment_threatening: bool  # key: harassment/threatening
    hate: bool
    hate_threatening: bool  # key: hate/threatening
    illicit: bool | None  # absent
    illicit_violent: bool | None  # key: illicit/violent, absent
    self_harm: bool  # key: self-harm
    self_harm_instructions: bool  # key: self-harm/instructions
    self_harm_intent: bool  # key: self-harm/intent
    sexual: bool
    sexual_minors: bool  # key: sexual/minors
    violence: bool
    violence_graphic: bool  # key: violence/graphic
class ModerationCategoryAppliedInputTypes(openai.openai_object.OpenAIObject):  # new: openai.types.moderation.CategoryAppliedInputTypes
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
class ModerationCategoryScores(openai.openai_object.OpenAIObject):  # new: openai.types.moderation.CategoryScores
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
class FineTuningJobWandbIntegration(openai.openai_object.OpenAIObject):  # new: openai.types.fine_tuning.FineTuningJobWandbIntegration
    project: str
    entity: str | None  # absent
    name: str | None  # absent
    tags: list[str] | None  # absent
class DpoMethod(openai.openai_object.OpenAIObject):  # new: openai.types.fine_tuning.DpoMethod
    hyperparameters: DpoHyperparameters | None  # absent
class ReinforcementMethod(openai.openai_object.OpenAIObject):  # new: openai.types.fine_tuning.ReinforcementMethod
    grader: Any
    hyperparameters: ReinforcementHyperparameters | None  # absent
class SupervisedMethod(openai.openai_object.OpenAIObject):  # new: openai.types.fine_tuning.SupervisedMethod
    hyperparameters: SupervisedHyperparameters | None  # absent
class ChatCompletionTokenLogprob(openai.openai_object.OpenAIObject):  # new: openai.types.chat.ChatCompletionTokenLogprob
    token: str
    bytes: list[int] | None  # absent
    logprob: float
    top_logprobs: list[ChatCompletionTokenLogprobTopLogprob]
class ChatCompletionMessageAnnotation(openai.openai_object.OpenAIObject):  # new: openai.types.chat.chat_completion_message.Annotation
    type: Literal["url_citation"]
    url_citation: ChatCompletionMessageAnnotationURLCitation
class ChatCompletionAudio(openai.openai_object.OpenAIObject):  # new: openai.types.chat.ChatCompletionAudio
    id: str
    data: str
    expires_at: int
    transcript: str
class ChatCompletionMessageFunctionCall(openai.openai_object.OpenAIObject):  # new: openai.types.chat.chat_completion_message.FunctionCall
    arguments: str
    name: str
class ChatCompletionMessageToolCall(openai.openai_object.OpenAIObject):  # new: openai.types.chat.ChatCompletionMessageToolCall
    id: str
    function: ChatCompletionMessageToolCallFunction
    type: Literal["function"]
class ChatCompletionChunkChoiceDeltaFunctionCall(openai.openai_object.OpenAIObject):  # new: openai.types.chat.chat_completion_chunk.ChoiceDeltaFunctionCall
    arguments: str | None  # absent
    name: str | None  # absent
class ChatCompletionChunkChoiceDeltaToolCall(openai.openai_object.OpenAIObject):  # new: openai.types.chat.chat_completion_chunk.ChoiceDeltaToolCall
    index: int
    id: str | None  # absent
    function: ChatCompletionChunkChoiceDeltaToolCallFunction | None  # absent
    type: Literal["function"] | None  # absent
class DpoHyperparameters(openai.openai_object.OpenAIObject):  # new: openai.types.fine_tuning.DpoHyperparameters
    batch_size: Literal["auto"] | int | None  # absent
    beta: Literal["auto"] | float | None  # absent
    learning_rate_multiplier: Literal["auto"] | float | None  # absent
    n_epochs: Literal["auto"] | int | None  # absent
class ReinforcementHyperparameters(openai.openai_object.OpenAIObject):  # new: openai.types.fine_tuning.ReinforcementHyperparameters
    batch_size: Literal["auto"] | int | None  # absent
    compute_multiplier: Literal["auto"] | float | None  # absent
    eval_interval: Literal["auto"] | int | None  # absent
    eval_samples: Literal["auto"] | int | None  # absent
    learning_rate_multiplier: Literal["auto"] | float | None  # absent
    n_epochs: Literal["auto"] | int | None  # absent
    reasoning_effort: Literal["default", "low", "medium", "high"] | None  # absent
class SupervisedHyperparameters(openai.openai_object.OpenAIObject):  # new: openai.types.fine_tuning.SupervisedHyperparameters
    batch_size: Literal["auto"] | int | None  # absent
    learning_rate_multiplier: Literal["auto"] | float | None  # absent
    n_epochs: Literal["auto"] | int | None  # absent
class ChatCompletionTokenLogprobTopLogprob(openai.openai_object.OpenAIObject):  # new: openai.types.chat.chat_completion_token_logprob.TopLogprob
    token: str
    bytes: list[int] | None  # absent
    logprob: float
class ChatCompletionMessageAnnotationURLCitation(openai.openai_object.OpenAIObject):  # new: openai.types.chat.chat_completion_message.AnnotationURLCitation
    end_index: int
    start_index: int
    title: str
    url: str
class ChatCompletionMessageToolCallFunction(openai.openai_object.OpenAIObject):  # new: openai.types.chat.chat_completion_message_tool_call.Function
    arguments: str
    name: str
class ChatCompletionChunkChoiceDeltaToolCallFunction(openai.openai_object.OpenAIObject):  # new: openai.types.chat.chat_completion_chunk.ChoiceDeltaToolCallFunction
    arguments: str | None  # absent
    name: str | None  # absent
class FileList(openai.openai_object.OpenAIObject):  # new: openai.pagination.SyncCursorPageOfFileObject
    object: str
    data: list[openai.File]
    has_more: bool | None  # absent
class ModelList(openai.openai_object.OpenAIObject):  # new: openai.pagination.SyncPageOfModel
    object: str
    data: list[openai.Model]
    has_more: bool | None  # absent
class FineTuningJobList(openai.openai_object.OpenAIObject):  # new: openai.pagination.SyncCursorPageOfFineTuningJob
    object: str
    data: list[openai.FineTuningJob]
    has_more: bool | None  # absent
class FineTuningJobEventList(openai.openai_object.OpenAIObject):  # new: openai.pagination.SyncCursorPageOfFineTuningJobEvent
    object: str
    data: list[FineTuningJobEvent]
    has_more: bool | None  # absent
class Edit(openai.openai_object.OpenAIObject):  # gone in 1.x
    choices: list[EditChoice]
    created: int
    object: Literal["edit"]
    usage: CompletionUsage
class FineTune(openai.openai_object.OpenAIObject):  # gone in 1.x
    id: str
    created_at: int
    fine_tuned_model: str | None
    hyperparams: FineTuneHyperparams
    model: str
    object: Literal["fine-tune"]
    organization_id: str
    result_files: list[FileObject]
    status: str
    training_files: list[FileObject]
    updated_at: int
    validation_files: list[FileObject]
    events: list[FineTuneEvent] | None  # absent
class FineTuneEvent(openai.openai_object.OpenAIObject):  # gone in 1.x
    created_at: int
    level: str
    message: str
    object: Literal["fine-tune-event"]
class EditChoice(openai.openai_object.OpenAIObject):  # gone in 1.x
    finish_reason: Literal["stop", "length"]
    index: int
    text: str
class FineTuneHyperparams(openai.openai_object.OpenAIObject):  # gone in 1.x
    batch_size: int
    learning_rate_multiplier: float
    n_epochs: int
    prompt_loss_weight: float
    classification_n_classes: int | None  # absent
    classification_positive_class: str | None  # absent
    compute_classification_metrics: bool | None  # absent
class FineTuneList(openai.openai_object.OpenAIObject):  # gone in 1.x
    object: str
    data: list[openai.FineTune]
    has_more: bool | None  # absent
class FineTuneEventList(openai.openai_object.OpenAIObject):  # gone in 1.x
    object: str
    data: list[FineTuneEvent]
    has_more: bool | None  # absent
class EngineList(openai.openai_object.OpenAIObject):  # gone in 1.x
    object: str
    data: list[openai.Engine]
    has_more: bool | None  # absent
class DeploymentList(openai.openai_object.OpenAIObject):  # gone in 1.x
    object: str
    data: list[openai.Deployment]
    has_more: bool | None  # absent

