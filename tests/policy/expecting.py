"""What the policy promises an actor who asks for a thing: read from the table, and from nothing else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from profiles.policy import Kind, Noun, Rule
from profiles.policy.reach import VISIBLE
from tests.policy.cast import ACTORS, KINDS, NOBODY, SCOPES, TOKENS, WAITING
from tests.policy.thing import Thing

Things = Mapping[Noun, Mapping[str, Thing]]
PRIVATE = frozenset({Kind.PERSON, Kind.STUDENT, Kind.GUARDIAN})
SIGN_IN = 302  # or: show a second factor


@dataclass(frozen=True, slots=True)
class Cell:
    """An actor asks by a rule for things, by the names that they have in the cast."""

    rule: Rule
    actor: str
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.rule.method} {self.rule.route} – {self.actor} – {', '.join(self.names) or 'no row'}"


def cells_of(rule: Rule, things: Things) -> Iterator[Cell]:
    """List the cells of a rule: each actor, with each thing that its address can name.

    Who is refused whatever the address names asks for two: one that is there, and one that is not. Who acts
    for nobody else asks for one of those that are alike to that person.
    """
    every = list(_names(rule, things))
    for actor in ACTORS:
        if not rule.is_public and _refused(rule, actor):
            asked = list(dict.fromkeys((every[0], every[-1])))
        elif KINDS[actor] <= PRIVATE:
            asked = list({_likeness(rule, actor, names, things): names for names in every}.values())
        else:
            asked = every
        yield from (Cell(rule, actor, names) for names in asked)


def _likeness(rule: Rule, actor: str, names: tuple[str, ...], things: Things) -> tuple[object, ...]:
    """Tell things apart by how they belong to an actor; what is not there by its name."""
    named = [things[noun][name] for noun, name in zip(rule.of.values(), names, strict=True)]
    return tuple(thing.relations_to(actor) or name for thing, name in zip(named, names, strict=True))


def _names(rule: Rule, things: Things) -> Iterator[tuple[str, ...]]:
    """Vary one argument at a time; the others stand at the first thing of their kind."""
    first = [next(iter(things[noun])) for noun in rule.of.values()]
    yield tuple(first)
    for number, noun in enumerate(rule.of.values()):
        for name in list(things[noun])[1:]:
            yield (*first[:number], name, *first[number + 1 :])


def statuses_of(cell: Cell, things: Things) -> set[int]:
    """Give the statuses that the table promises: of success what the rule says, else one."""
    rule, actor = cell.rule, cell.actor
    if not rule.is_public and (refused := _refused(rule, actor)):
        return {refused}
    named = [things[noun][name] for noun, name in zip(rule.of.values(), cell.names, strict=True)]
    reaches = (rule.who, *(VISIBLE[noun] for noun in list(rule.of.values())[1:]))
    if all(_reached(reach, actor, thing) for reach, thing in zip(reaches, named, strict=False)):
        return {rule.answers, *rule.also}
    # A card hangs at the vacancies of its own company: beside another's it is not there.
    is_seen = Noun.CARD not in rule.of.values() and all(
        _reached(VISIBLE[noun], actor, thing) for noun, thing in zip(rule.of.values(), named, strict=True)
    )
    return {403} if rule.method != "GET" and is_seen else {404}


def may_act(cell: Cell, things: Things) -> bool:
    """Tell whether the policy lets this actor do it; being led to the sign-in page is no such thing."""
    is_let_in = cell.rule.is_public or _refused(cell.rule, cell.actor) is None
    return is_let_in and cell.rule.answers in statuses_of(cell, things)


def is_listed(rule: Rule, actor: str, thing: Thing) -> bool:
    """Tell whether a list shows a thing to an actor who may read it."""
    return _reached(rule.who, actor, thing)


def _refused(rule: Rule, actor: str) -> int | None:
    if actor in NOBODY or (actor in TOKENS and not rule.is_api):
        return 401 if rule.is_api else SIGN_IN
    if not KINDS[actor] & set(rule.who):
        return _needs_proof(rule) if actor in WAITING else 404
    return 403 if actor in TOKENS and rule.scope not in SCOPES[actor] else None


def _needs_proof(rule: Rule) -> int:
    return 403 if rule.is_api else SIGN_IN


def _reached(reach: Mapping, actor: str, thing: Thing) -> bool:
    held = thing.relations_to(actor)
    return any(held & reach[kind] for kind in (KINDS[actor] | {Kind.ANYONE}) & set(reach))
