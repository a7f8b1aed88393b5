"""Access tokens: the only module that touches python-jose.

The algorithm is pinned by the settings and never read from the token; key id, expiry, time of issue, issuer, audience
and type are checked on every decode. Tokens live in real time, also in a rehearsal.
"""

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from jose import jwk, jwt  # noqa: TID251
from jose.exceptions import JOSEError  # noqa: TID251

from app.core.config import Settings, keep_once

__all__ = ["AUDIENCE", "AccessClaims", "InvalidToken", "Tokens"]

AUDIENCE = "zhibu-api"
_CLOCK_LEEWAY = 60
_LONGEST_TOKEN = 8192


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
    expires_at: float = 0.0
    """Seconds since the epoch; zero for claims that are yet to be issued."""


class Tokens:
    """Makes and reads access tokens with one pinned algorithm."""

    def __init__(self, settings: Settings) -> None:
        self._algorithm = settings.token_algorithm
        self._issuer = settings.issuer
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
    def issuer(self) -> str:
        """The issuer named in every token."""
        return self._issuer

    @property
    def lifetime(self) -> timedelta:
        """How long an access token lives."""
        return self._lifetime

    def issue(self, claims: AccessClaims, now: datetime) -> str:
        """Return a signed access token that lives from *now* for :attr:`lifetime`."""
        payload: dict[str, object] = {
            "iss": self._issuer,
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
            if len(token) > _LONGEST_TOKEN:
                raise InvalidToken("too long")
            if self._public is not None and jwt.get_unverified_header(token).get("kid") != self._public["kid"]:
                raise InvalidToken("another key")
            payload: Mapping[str, object] = jwt.decode(
                token,
                self._checking,
                algorithms=[self._algorithm],
                audience=AUDIENCE,
                issuer=self._issuer,
                options={f"require_{claim}": True for claim in ("exp", "iat", "sub", "aud", "iss")},
            )
            if payload.get("typ") != "access":
                raise InvalidToken("not an access token")
            if int(str(payload["iat"])) > time.time() + _CLOCK_LEEWAY:
                raise InvalidToken("issued in the future")
            return AccessClaims(
                subject=UUID(str(payload["sub"])),
                session_id=UUID(str(payload["sid"])),
                session_version=int(str(payload["ver"])),
                scopes=frozenset(str(payload.get("scope", "")).split()),
                token_id=str(payload.get("jti", "")),
                expires_at=float(str(payload["exp"])),
            )
        except (JOSEError, KeyError, ValueError, TypeError, AttributeError) as error:
            raise InvalidToken("invalid access token") from error

    def published_keys(self) -> list[dict[str, str]]:
        """The public keys for ``/.well-known/jwks.json``; empty with a shared secret."""
        return [self._public] if self._public else []


def _private_key(settings: Settings) -> bytes:
    path = settings.token_private_key or Path(settings.secrets_dir / "token-es256.pem")
    if settings.token_private_key is None:
        keep_once(path, _fresh_key)
    return path.read_bytes()


def _fresh_key() -> bytes:
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _public_jwk(pem: str) -> dict[str, str]:
    made = {k: v.decode() if isinstance(v, bytes) else str(v) for k, v in jwk.construct(pem, "ES256").to_dict().items()}
    thumb = hashlib.sha256(f"{made['crv']}{made['x']}{made['y']}".encode()).hexdigest()[:16]
    return {**made, "use": "sig", "alg": "ES256", "kid": thumb}
