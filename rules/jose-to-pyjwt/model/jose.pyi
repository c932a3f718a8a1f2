# python-jose 3.3.0, from rules/jose/model/jose.pyi: what the way to another package is about.

# module: jose
ExpiredSignatureError = jose.exceptions.ExpiredSignatureError
JOSEError = jose.exceptions.JOSEError
JWSError = jose.exceptions.JWSError
JWTError = jose.exceptions.JWTError

# module: jose.exceptions
class ExpiredSignatureError(JWTError): ...
class JOSEError(Exception): ...
class JWEAlgorithmUnsupportedError(JWEError): ...
class JWEError(JOSEError): ...
class JWEInvalidAuth(JWEError): ...
class JWEParseError(JWEError): ...
class JWKError(JOSEError): ...
class JWSAlgorithmError(JWSError): ...
class JWSError(JOSEError): ...
class JWSSignatureError(JWSError): ...
class JWTClaimsError(JWTError): ...
class JWTError(JOSEError): ...

# module: jose.jwe
ALGORITHMS = jose.constants.ALGORITHMS
JWEError = jose.exceptions.JWEError
JWEParseError = jose.exceptions.JWEParseError
def decrypt(jwe_str, key) -> bytes: ...
def encrypt(plaintext, key, encryption=..., algorithm=..., zip=..., cty=..., kid=...) -> bytes: ...
def get_unverified_header(jwe_str) -> dict[str, Any]: ...
jwk = jose.jwk

# module: jose.jwk
ALGORITHMS = jose.constants.ALGORITHMS
JWKError = jose.exceptions.JWKError
def construct(key_data, algorithm=...): ...
def get_key(algorithm): ...
def register_key(algorithm, key_class): ...

# module: jose.jws
ALGORITHMS = jose.constants.ALGORITHMS
JWSError = jose.exceptions.JWSError
JWSSignatureError = jose.exceptions.JWSSignatureError
def get_unverified_claims(token) -> bytes: ...
def get_unverified_header(token) -> dict[str, Any]: ...
def get_unverified_headers(token) -> dict[str, Any]: ...
jwk = jose.jwk
def sign(payload, key, headers=..., algorithm=...) -> str: ...
def verify(token, key, algorithms, verify=...) -> bytes: ...

# module: jose.jwt
ALGORITHMS = jose.constants.ALGORITHMS
ExpiredSignatureError = jose.exceptions.ExpiredSignatureError
JWSError = jose.exceptions.JWSError
JWTClaimsError = jose.exceptions.JWTClaimsError
JWTError = jose.exceptions.JWTError
def decode(token, key, algorithms=..., options=..., audience=..., issuer=..., subject=..., access_token=...) -> dict[str, Any]: ...
def encode(claims, key, algorithm=..., headers=..., access_token=...) -> str: ...
def get_unverified_claims(token) -> dict[str, Any]: ...
def get_unverified_header(token) -> dict[str, Any]: ...
def get_unverified_headers(token) -> dict[str, Any]: ...
jws = jose.jws

# module: jose.constants
ALGORITHMS: Algorithms
class Algorithms:
    A128CBC: Literal["A128CBC"]
    A128CBC_HS256: Literal["A128CBC-HS256"]
    A128GCM: Literal["A128GCM"]
    A128GCMKW: Literal["A128GCMKW"]
    A128KW: Literal["A128KW"]
    A192CBC: Literal["A192CBC"]
    A192CBC_HS384: Literal["A192CBC-HS384"]
    A192GCM: Literal["A192GCM"]
    A192GCMKW: Literal["A192GCMKW"]
    A192KW: Literal["A192KW"]
    A256CBC: Literal["A256CBC"]
    A256CBC_HS512: Literal["A256CBC-HS512"]
    A256GCM: Literal["A256GCM"]
    A256GCMKW: Literal["A256GCMKW"]
    A256KW: Literal["A256KW"]
    ALL: list[Literal["A128CBC-HS256", "A128GCM", "A128GCMKW", "A128KW", "A192CBC-HS384", "A192GCM", "A192GCMKW", "A192KW", "A256CBC-HS512", "A256GCM", "A256GCMKW", "A256KW", "ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW", "ES256", "ES384", "ES512", "HS256", "HS384", "HS512", "PBES2-HS256+A128KW", "PBES2-HS384+A192KW", "PBES2-HS512+A256KW", "RS256", "RS384", "RS512", "RSA-OAEP", "RSA-OAEP-256", "RSA1_5", "dir", "none"]]
    DEF: Literal["DEF"]
    DIR: Literal["dir"]
    EC: list[Literal["ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW", "ES256", "ES384", "ES512"]]
    ECDH_ES: Literal["ECDH-ES"]
    ECDH_ES_A128KW: Literal["ECDH-ES+A128KW"]
    ECDH_ES_A192KW: Literal["ECDH-ES+A192KW"]
    ECDH_ES_A256KW: Literal["ECDH-ES+A256KW"]
    EC_DS: list[Literal["ES256", "ES384", "ES512"]]
    EC_KW: list[Literal["ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW"]]
    ES256: Literal["ES256"]
    ES384: Literal["ES384"]
    ES512: Literal["ES512"]
    HMAC: list[Literal["HS256", "HS384", "HS512"]]
    HS256: Literal["HS256"]
    HS384: Literal["HS384"]
    HS512: Literal["HS512"]
    NONE: Literal["none"]
    PBES2_HS256_A128KW: Literal["PBES2-HS256+A128KW"]
    PBES2_HS384_A192KW: Literal["PBES2-HS384+A192KW"]
    PBES2_HS512_A256KW: Literal["PBES2-HS512+A256KW"]
    RS256: Literal["RS256"]
    RS384: Literal["RS384"]
    RS512: Literal["RS512"]
    RSA: list[Literal["RS256", "RS384", "RS512", "RSA-OAEP", "RSA-OAEP-256", "RSA1_5"]]
    RSA1_5: Literal["RSA1_5"]
    RSA_DS: list[Literal["RS256", "RS384", "RS512"]]
    RSA_KW: list[Literal["RSA-OAEP", "RSA-OAEP-256", "RSA1_5"]]
    RSA_OAEP: Literal["RSA-OAEP"]
    RSA_OAEP_256: Literal["RSA-OAEP-256"]
    SUPPORTED: list[Literal["A128CBC-HS256", "A128GCM", "A128KW", "A192CBC-HS384", "A192GCM", "A192KW", "A256CBC-HS512", "A256GCM", "A256KW", "ES256", "ES384", "ES512", "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "RSA-OAEP", "RSA-OAEP-256", "RSA1_5", "dir"]]
