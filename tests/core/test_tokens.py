"""Access tokens: what is forged, foreign, old or from the future is refused."""

import base64
import hashlib
import hmac
import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from jose import jwk, jwt  # noqa: TID251
from pydantic import SecretStr

from app.core.config import Settings
from app.core.tokens import AUDIENCE, AccessClaims, InvalidToken, Tokens

CLAIMS = AccessClaims(uuid4(), uuid4(), 3, frozenset({"case:read"}), "j1")


def settings(algorithm: str, var: Path, **more: object) -> Settings:
    return Settings(token_algorithm=algorithm, token_secret=SecretStr("s" * 32), var=var, **more)  # type: ignore[arg-type]


@pytest.fixture(params=["HS256", "ES256"])
def tokens(request: pytest.FixtureRequest, tmp_path: Path) -> Tokens:
    return Tokens(settings(request.param, tmp_path))


def _part(value: object) -> bytes:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=")


def _payload(tokens: Tokens, **changes: object) -> dict[str, object]:
    token = tokens.issue(CLAIMS, datetime.now(UTC))
    return {**jwt.get_unverified_claims(token), **changes}


def _signed(tokens: Tokens, payload: dict[str, object], headers: dict[str, str] | None = None) -> str:
    """Sign with the installation's own key."""
    kid = {"kid": tokens.published_keys()[0]["kid"]} if tokens.published_keys() else {}
    return str(jwt.encode(payload, tokens._signing, algorithm=tokens._algorithm, headers={**kid, **(headers or {})}))


def test_a_token_comes_back_as_it_was_issued(tokens: Tokens) -> None:
    read = tokens.read(tokens.issue(CLAIMS, datetime.now(UTC)))

    assert (read.subject, read.session_id, read.session_version, read.scopes, read.token_id) == (
        CLAIMS.subject,
        CLAIMS.session_id,
        3,
        frozenset({"case:read"}),
        "j1",
    )


@pytest.mark.parametrize(
    ("_case", "changes"),
    [
        ("another audience", {"aud": "another-api"}),
        ("another issuer", {"iss": "http://elsewhere"}),
        ("a refresh token", {"typ": "refresh"}),
        ("expired", {"exp": int(time.time()) - 1}),
        ("issued in the future", {"iat": int(time.time()) + 3600, "exp": int(time.time()) + 7200}),
        ("a subject that is no id", {"sub": "root"}),
        ("a version that is no number", {"ver": "many"}),
    ],
)
def test_a_token_that_is_not_for_us_or_not_for_now_is_refused(
    tokens: Tokens, _case: str, changes: dict[str, object]
) -> None:
    assert tokens.read(_signed(tokens, _payload(tokens))).session_version >= 0
    with pytest.raises(InvalidToken):
        tokens.read(_signed(tokens, _payload(tokens, **changes)))


@pytest.mark.parametrize("claim", ["exp", "iat", "sub", "aud", "iss", "typ", "sid", "ver"])
def test_a_token_without_a_claim_is_refused(tokens: Tokens, claim: str) -> None:
    payload = _payload(tokens)
    del payload[claim]

    with pytest.raises(InvalidToken):
        tokens.read(_signed(tokens, payload))


def test_an_unsigned_token_is_refused(tokens: Tokens) -> None:
    for algorithm in ("none", "None", "NONE"):
        head = _part({"alg": algorithm, "typ": "JWT"})
        body = _part(_payload(tokens))
        with pytest.raises(InvalidToken):
            tokens.read(b".".join((head, body, b"")).decode())


def test_a_token_signed_with_the_public_key_as_secret_is_refused(tmp_path: Path) -> None:
    tokens = Tokens(settings("ES256", tmp_path))
    for secret in (tokens._checking.encode(), json.dumps(tokens.published_keys()[0]).encode()):
        signed = b".".join((_part({"alg": "HS256", "kid": tokens.published_keys()[0]["kid"]}), _part(_payload(tokens))))
        seal = base64.urlsafe_b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).rstrip(b"=")
        with pytest.raises(InvalidToken):
            tokens.read((signed + b"." + seal).decode())


def test_another_algorithm_of_the_same_family_is_refused(tmp_path: Path) -> None:
    tokens = Tokens(settings("HS256", tmp_path))

    with pytest.raises(InvalidToken):
        tokens.read(jwt.encode(_payload(tokens), "s" * 32, algorithm="HS512"))


def test_another_key_is_refused_by_its_id_and_by_its_signature(tmp_path: Path) -> None:
    ours, theirs = Tokens(settings("ES256", tmp_path / "a")), Tokens(settings("ES256", tmp_path / "b"))
    token = theirs.issue(CLAIMS, datetime.now(UTC))

    with pytest.raises(InvalidToken):
        ours.read(token)
    with pytest.raises(InvalidToken):
        ours.read(_signed(theirs, _payload(theirs), {"kid": ours.published_keys()[0]["kid"]}))
    with pytest.raises(InvalidToken):
        ours.read(_signed(ours, _payload(ours), {"kid": "another"}))


@pytest.mark.parametrize("text", ["", ".", "..", "a.b.c", "é.é.é", "x" * 9000, "eyJhbGciOiJub25lIn0.e30."])
def test_what_is_no_token_is_refused(tokens: Tokens, text: str) -> None:
    with pytest.raises(InvalidToken):
        tokens.read(text)


def test_a_changed_token_is_refused(tokens: Tokens) -> None:
    head, body, seal = tokens.issue(CLAIMS, datetime.now(UTC)).split(".")
    payload = json.loads(base64.urlsafe_b64decode(body + "=="))
    payload["sid"] = str(uuid4())

    with pytest.raises(InvalidToken):
        tokens.read(".".join((head, _part(payload).decode(), seal)))


def test_the_published_key_checks_the_tokens_and_holds_nothing_private(tmp_path: Path) -> None:
    tokens = Tokens(settings("ES256", tmp_path))
    (key,) = tokens.published_keys()
    token = tokens.issue(CLAIMS, datetime.now(UTC))

    assert set(key) == {"kty", "crv", "x", "y", "use", "alg", "kid"}
    assert jwt.get_unverified_header(token)["kid"] == key["kid"]
    claims = jwt.decode(token, jwk.construct(key), algorithms=["ES256"], audience=AUDIENCE, issuer=tokens.issuer)
    assert claims["sub"] == str(CLAIMS.subject)


def test_the_private_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    first = Tokens(settings("ES256", tmp_path)).published_keys()
    second = Tokens(settings("ES256", tmp_path)).published_keys()
    (path,) = (tmp_path / "secrets").iterdir()

    assert first == second
    assert path.stat().st_mode & 0o077 == 0


def test_a_shared_secret_is_never_published(tmp_path: Path) -> None:
    assert Tokens(settings("HS256", tmp_path)).published_keys() == []


def test_a_token_ends_with_its_lifetime(tmp_path: Path) -> None:
    tokens = Tokens(settings("HS256", tmp_path, access_token_seconds=30))
    long_ago = datetime.now(UTC) - timedelta(seconds=31)

    with pytest.raises(InvalidToken):
        tokens.read(tokens.issue(CLAIMS, long_ago))
