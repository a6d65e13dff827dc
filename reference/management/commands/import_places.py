"""Load places under the name that the other imports have."""

from reference.management.commands.load_places import Command

__all__ = ["Command"]
