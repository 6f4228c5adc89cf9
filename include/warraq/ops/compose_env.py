"""Write the `.env` of docker-compose.yaml: `.env.example` with every empty secret filled in.

Needs nothing but Python's own library, since it may run on a host that has only Docker:
`python3 include/warraq/ops/compose_env.py`, or `make env`.
"""

from __future__ import annotations

import base64
import os
import secrets
import sys
from collections.abc import Callable
from pathlib import Path

SECRETS: dict[str, Callable[[], str]] = {
    "POSTGRES_PASSWORD": lambda: secrets.token_urlsafe(24),
    "REDIS_PASSWORD": lambda: secrets.token_urlsafe(24),
    "AIRFLOW_FERNET_KEY": lambda: base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    "AIRFLOW_JWT_SECRET": lambda: secrets.token_urlsafe(64),
    "AIRFLOW_API_SECRET_KEY": lambda: secrets.token_urlsafe(64),
    "WARRAQ_ADMIN_PASSWORD": lambda: secrets.token_urlsafe(12),
}
"""How each secret is made. The first two stand in URLs, so their alphabet is safe there."""


def fill(template: str, user_id: int) -> str:
    """`template` with a fresh value for each secret that is empty, and the user id of this host."""

    def filled(line: str) -> str:
        name, equals, value = line.partition("=")
        if equals and not value and name in SECRETS:
            return f"{name}={SECRETS[name]()}"
        return f"{name}={user_id}" if name == "WARRAQ_UID" and user_id else line

    return "".join(filled(line) + "\n" for line in template.splitlines())


def main() -> int:
    """Write `.env` in the checkout, unless there is one.

    Returns:
        The exit code.
    """
    root = Path(__file__).resolve().parents[3]
    path = root / ".env"
    template = (root / ".env.example").read_text(encoding="utf-8")
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        print(f"{path} is there already and stays as it is. Delete it to make new secrets.", file=sys.stderr)
        return 1
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(fill(template, os.getuid()))
    print(f"Wrote {path}. Sign in as admin with its WARRAQ_ADMIN_PASSWORD.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
