"""Field encryption, blind index and keyed digests.

Ciphertext layout: one byte key number, twelve bytes nonce, AES-256-GCM ciphertext. The row id is authenticated, so a
ciphertext moved to another row does not decrypt. The blind index is a keyed hash: equal values find each other, and
nobody without the key can guess a value from it.
"""

import hashlib
import hmac
import os
from dataclasses import dataclass
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.core.config import Settings

__all__ = ["Keys"]

_KEY_NUMBER = b"\x01"


def _derive(secret: str, purpose: bytes) -> bytes:
    return hmac.new(secret.encode(), purpose, hashlib.sha256).digest()


@dataclass(frozen=True, repr=False)
class Keys:
    """The keys of one installation, derived from its secrets."""

    data: bytes
    index: bytes
    audit: bytes

    @staticmethod
    def of(settings: Settings) -> "Keys":
        """Derive the keys from the settings' secrets."""
        return Keys(
            _derive(settings.data_key.get_secret_value(), b"zhibu field encryption"),
            _derive(settings.index_key.get_secret_value(), b"zhibu blind index"),
            _derive(settings.audit_key.get_secret_value(), b"zhibu audit digest"),
        )

    def encrypt(self, row_id: UUID, text: str) -> bytes:
        """Encrypt *text* for the row *row_id*."""
        return self.encrypt_bytes(row_id, text.encode())

    def decrypt(self, row_id: UUID, blob: bytes) -> str:
        """Decrypt what :meth:`encrypt` made for the same row. Raises ``InvalidTag`` for anything else."""
        return self.decrypt_bytes(row_id, blob).decode()

    def encrypt_bytes(self, row_id: UUID, content: bytes) -> bytes:
        """Encrypt *content* for the row *row_id*."""
        nonce = os.urandom(12)
        return _KEY_NUMBER + nonce + AESGCM(self.data).encrypt(nonce, content, row_id.bytes)

    def decrypt_bytes(self, row_id: UUID, blob: bytes) -> bytes:
        """Decrypt what :meth:`encrypt_bytes` made for the same row. Raises ``InvalidTag`` for anything else."""
        return AESGCM(self.data).decrypt(blob[1:13], blob[13:], row_id.bytes)

    def seal(self, row_id: UUID, content: bytes) -> bytes:
        """Encrypt bytes for the row *row_id*."""
        nonce = os.urandom(12)
        return _KEY_NUMBER + nonce + AESGCM(self.data).encrypt(nonce, content, row_id.bytes)

    def open(self, row_id: UUID, blob: bytes) -> bytes:
        """Decrypt what :meth:`seal` made for the same row. Raises ``InvalidTag`` for anything else."""
        return AESGCM(self.data).decrypt(blob[1:13], blob[13:], row_id.bytes)

    def blind_index(self, text: str) -> bytes:
        """Return the keyed hash under which equal values find each other."""
        return hmac.new(self.index, text.encode(), hashlib.sha256).digest()

    def digest(self, content: bytes) -> bytes:
        """Return the keyed digest of audited content; ``key_id`` 1."""
        return hmac.new(self.audit, content, hashlib.sha256).digest()
