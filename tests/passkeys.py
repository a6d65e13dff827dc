"""A device of the tests that makes a passkey and signs with it, as a browser would pass it on."""

import os
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

PRESENT, VERIFIED, MADE = 0x01, 0x04, 0x40
ORIGIN = "https://testserver"
OPTIONS = {"publicKey": {"rp": {"id": "testserver"}, "user": {"id": "MQ"}, "challenge": "AAAA"}}
"""What a site could ask, for a passkey that the tests put in place themselves."""


@dataclass
class Device:
    """``unlocked`` is whether it asked for a finger, a face or a PIN."""

    unlocked: bool = True
    origin: str = ORIGIN
    key_id: bytes = field(default_factory=lambda: os.urandom(16))
    key: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    user: bytes = b""

    def make(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer what a site asks for a new passkey."""
        asked = options["publicKey"]
        self.user = websafe_decode(asked["user"]["id"])
        public = ES256.from_cryptography_key(self.key.public_key())
        made = AttestedCredentialData.create(b"\0" * 16, self.key_id, public)
        data = AuthenticatorData.create(self._site(asked["rp"]["id"]), self._flags() | MADE, 0, made)
        attested = AttestationObject.create("none", data, {})
        told = CollectedClientData.create("webauthn.create", websafe_decode(asked["challenge"]), self.origin)
        return self._answer(clientDataJSON=told, attestationObject=attested)

    def sign(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer what a site asks to have signed."""
        asked = options["publicKey"]
        data = AuthenticatorData.create(self._site(asked["rpId"]), self._flags(), 1)
        told = CollectedClientData.create("webauthn.get", websafe_decode(asked["challenge"]), self.origin)
        signature = self.key.sign(data + told.hash, ec.ECDSA(hashes.SHA256()))
        return self._answer(
            clientDataJSON=told, authenticatorData=data, signature=signature, userHandle=self.user
        )

    def _flags(self) -> int:
        return PRESENT | (VERIFIED if self.unlocked else 0)

    def _site(self, name: str) -> bytes:
        digest = hashes.Hash(hashes.SHA256())
        digest.update(name.encode())
        return digest.finalize()

    def _answer(self, **parts: bytes) -> dict[str, Any]:
        return {
            "id": websafe_encode(self.key_id),
            "rawId": websafe_encode(self.key_id),
            "type": "public-key",
            "clientExtensionResults": {"credProps": {"rk": True}},
            "response": {name: websafe_encode(part) for name, part in parts.items()},
        }
