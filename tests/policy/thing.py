"""What an address of the matrix can name: each thing says whose it is, written out by hand."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from profiles.policy import Relation


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that an address can name: whose it is, and whether it is there at all."""

    argument: str
    own: frozenset[str] = frozenset()
    ward: frozenset[str] = frozenset()
    tenant: frozenset[str] = frozenset()
    consented: frozenset[str] = frozenset()
    through_school: frozenset[str] = frozenset()
    is_public: bool = False
    is_vacant: bool = False
    is_there: bool = True

    def relations_to(self, actor: str) -> frozenset[Relation]:
        """List how this belongs to an actor."""
        held = {
            Relation.OWN: actor in self.own,
            Relation.WARD: actor in self.ward,
            Relation.TENANT: actor in self.tenant,
            Relation.CONSENTED: actor in self.consented,
            Relation.THROUGH_SCHOOL: actor in self.through_school,
            Relation.PUBLIC: self.is_public,
            Relation.VACANT: self.is_vacant,
            Relation.EVERY: self.is_there,
        }
        return frozenset(relation for relation, is_so in held.items() if is_so)


def gone() -> Thing:
    """Give something that never was there."""
    return Thing(str(uuid4()), is_there=False)


def thing(row: object, **held: object) -> Thing:
    """Give a row as a thing, and whose it is."""
    sets = {name: value if isinstance(value, bool) else frozenset(value) for name, value in held.items()}
    return Thing(str(row.uuid), **sets)


def erased(row: object) -> Thing:
    """Give a row that is no more."""
    uuid: UUID = row.uuid
    row.delete()
    return Thing(str(uuid), is_there=False)
