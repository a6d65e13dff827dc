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
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    key = secrets.token_urlsafe(50)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(key)
    try:
        os.link(fresh, path)  # whole or not at all, and never over the key of another process
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return path.read_text()
