"""A small OpenID Connect provider on loopback: real HTTP, signed tokens, PKCE and the client's secret checked."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

CLIENT, SECRET = "watchword", "s3cret of the client"
Claims = dict[str, Any]


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _by_hand(header: Claims, claims: Claims, sign: Callable[[bytes], bytes]) -> str:
    text = ".".join(_base64(json.dumps(part).encode()) for part in (header, claims))
    return f"{text}.{_base64(sign(text.encode()))}"


class House:
    """What the provider knows, and how it is told to misbehave."""

    def __init__(self) -> None:
        self.issuer = ""
        self.key = RSAKey.generate_key(2048, {"kid": "one"})
        self.claims: Claims = {"sub": "77", "preferred_username": "ann", "name": "Ann Example", "groups": ["screeners"]}
        self.asked: dict[str, str] = {}  # what the browser was sent with
        self.codes: dict[str, dict[str, str]] = {}
        self.twist: Callable[[Claims], None] = lambda claims: None
        self.sign: Callable[[Claims], str] = self.signed
        self.paths: list[str] = []

    def signed(self, claims: Claims) -> str:
        """A token as it should be."""
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, self.key)

    def forged(self, claims: Claims) -> str:
        """A token that somebody else signed under the provider's name of its key."""
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, RSAKey.generate_key(2048))

    def unsigned(self, claims: Claims) -> str:
        """A token without a signature."""
        return _by_hand({"alg": "none"}, claims, lambda _: b"")

    def with_public_key(self, claims: Claims) -> str:
        """A token whose shared secret is the provider's public key, which everybody has."""
        public = self.key.as_pem(private=False)
        return _by_hand({"alg": "HS256", "kid": self.key.kid}, claims, lambda text: hmac.digest(public, text, "sha256"))

    def other_kind(self, claims: Claims) -> str:
        """A token of a key of another kind, that the provider has never named."""
        return jwt.encode({"alg": "ES256", "kid": "stranger"}, claims, ECKey.generate_key("P-256"))

    def let_in(self, address: str) -> str:
        """What a browser comes back with when its owner has signed in: the address it is sent to."""
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = f"code-{len(self.codes)}"
        self.codes[code] = self.asked
        return f"{self.asked['redirect_uri']}?code={code}&state={self.asked['state']}&session_state=x"

    def redeem(self, form: dict[str, str], login: str) -> dict[str, Any] | None:
        """The token of a code, once, for the client that brings its secret and the verifier."""
        asked = self.codes.pop(form.get("code", ""), None)
        wanted = base64.b64encode(f"{CLIENT}:{SECRET.replace(' ', '%20')}".encode()).decode()
        if asked is None or login != f"Basic {wanted}" or form["redirect_uri"] != asked["redirect_uri"]:
            return None
        proof = _base64(hashlib.sha256(form["code_verifier"].encode()).digest())
        if asked["code_challenge"] != proof or asked["code_challenge_method"] != "S256":
            return None
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            **self.claims,
        }
        self.twist(claims)
        return {"access_token": "x", "token_type": "Bearer", "id_token": self.sign(claims)}

    def describe(self) -> dict[str, Any]:
        """What it tells of itself."""
        return {"issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token", "jwks_uri": f"{self.issuer}/keys"}  # fmt: skip


@contextmanager
def house() -> Iterator[House]:
    """A provider that listens."""
    made = House()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.paths.append(self.path)
            found = {
                "/.well-known/openid-configuration": made.describe,
                "/keys": lambda: {"keys": [made.key.as_dict(private=False)]},
            }
            self._give(found[self.path]() if self.path in found else None)

        def do_POST(self) -> None:
            made.paths.append(self.path)
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(text).items()}
            self._give(made.redeem(form, self.headers.get("Authorization", "")) if self.path == "/token" else None)

        def _give(self, value: object) -> None:
            data = json.dumps(value or {"error": "invalid_grant"}).encode()
            self.send_response(200 if value else 400)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
