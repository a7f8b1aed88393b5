"""Access tokens: the only module that touches python-jose.

The algorithm is pinned by the settings and never read from the token; expiry, issuer, audience and type are checked on
every decode.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from jose import jwk, jwt  # noqa: TID251
from jose.exceptions import JOSEError  # noqa: TID251

from app.core.config import Settings

__all__ = ["AUDIENCE", "ISSUER", "AccessClaims", "InvalidToken", "Tokens"]

ISSUER = "zhibu"
AUDIENCE = "zhibu-api"


class InvalidToken(ValueError):
    """The token is malformed, expired, for somebody else, or signed by another key or algorithm."""


@dataclass(frozen=True, slots=True)
class AccessClaims:
    """What an access token says: whose session it is and which scopes it was narrowed to."""

    subject: UUID
    session_id: UUID
    session_version: int
    scopes: frozenset[str]
    token_id: str


class Tokens:
    """Makes and reads access tokens with one pinned algorithm."""

    def __init__(self, settings: Settings) -> None:
        self._algorithm = settings.token_algorithm
        self._lifetime = timedelta(seconds=settings.access_token_seconds)
        self._public: dict[str, str] | None = None
        if self._algorithm == "ES256":
            pem = _private_key(settings)
            key = serialization.load_pem_private_key(pem, password=None)
            if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
                raise ValueError("ZHIBU_TOKEN_PRIVATE_KEY must be a PEM key on the curve P-256")
            public = key.public_key().public_bytes(
                serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
            )
            self._signing: str = pem.decode()
            self._checking: str = public.decode()
            self._public = _public_jwk(self._checking)
        else:
            self._signing = self._checking = settings.token_secret.get_secret_value()

    @property
    def lifetime(self) -> timedelta:
        """How long an access token lives."""
        return self._lifetime

    def issue(self, claims: AccessClaims, now: datetime) -> str:
        """Return a signed access token that lives from *now* for :attr:`lifetime`."""
        payload: dict[str, object] = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": str(claims.subject),
            "sid": str(claims.session_id),
            "ver": claims.session_version,
            "scope": " ".join(sorted(claims.scopes)),
            "jti": claims.token_id,
            "typ": "access",
            "iat": int(now.timestamp()),
            "exp": int((now + self._lifetime).timestamp()),
        }
        headers = {"kid": self._public["kid"]} if self._public else None
        return jwt.encode(payload, self._signing, algorithm=self._algorithm, headers=headers)

    def read(self, token: str) -> AccessClaims:
        """Return the claims of a valid access token. Raises InvalidToken for anything else."""
        try:
            payload: Mapping[str, object] = jwt.decode(
                token,
                self._checking,
                algorithms=[self._algorithm],
                audience=AUDIENCE,
                issuer=ISSUER,
                options={"require_exp": True, "require_iat": True, "require_sub": True, "require_aud": True},
            )
            if payload.get("typ") != "access":
                raise InvalidToken("not an access token")
            return AccessClaims(
                subject=UUID(str(payload["sub"])),
                session_id=UUID(str(payload["sid"])),
                session_version=int(str(payload["ver"])),
                scopes=frozenset(str(payload.get("scope", "")).split()),
                token_id=str(payload.get("jti", "")),
            )
        except (JOSEError, KeyError, ValueError, TypeError, AttributeError) as error:
            raise InvalidToken("invalid access token") from error

    def published_keys(self) -> list[dict[str, str]]:
        """The public keys for ``/.well-known/jwks.json``; empty with a shared secret."""
        return [self._public] if self._public else []


def _private_key(settings: Settings) -> bytes:
    path = settings.token_private_key or Path(settings.secrets_dir / "token-es256.pem")
    if settings.token_private_key is None and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = ec.generate_private_key(ec.SECP256R1())
        pem = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        try:
            with path.open("xb") as file:
                path.chmod(0o600)
                file.write(pem)
        except FileExistsError:
            pass
    return path.read_bytes()


def _public_jwk(pem: str) -> dict[str, str]:
    import hashlib

    made = {k: v.decode() if isinstance(v, bytes) else str(v) for k, v in jwk.construct(pem, "ES256").to_dict().items()}
    thumb = hashlib.sha256(f"{made['crv']}{made['x']}{made['y']}".encode()).hexdigest()[:16]
    return {**made, "use": "sig", "alg": "ES256", "kid": thumb}
