"""The installation's own secret key, where the environment gives none."""

import os
import secrets
from pathlib import Path


def own_secret(path: Path) -> str:
    """Read the key that this installation made for itself; make it (mode 600) the first time."""
    try:
        return path.read_text()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text()
