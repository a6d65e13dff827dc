"""Programmes by their code in the national register, with the skills and occupations they lead to."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from reference.loading.batches import BATCH, Watch, in_batches, unwatched
from reference.loading.marking import new_edition
from reference.loading.programme_rows import LISTS, Course, Key, course_of
from reference.loading.resolving import Resolver, Resolvers
from reference.models import Programme, ProgrammeSkill, Sector
from reference.models.identity import uuid_of
from reference.reporting import Report
from reference.tables import Table

THROUGH = {
    "skills": (ProgrammeSkill, "skill_id"),
    "occupations": (Programme.occupations.through, "occupation_id"),
}


def load_programmes(table: Table, report: Report, *, resolvers: Resolvers, watch: Watch = unwatched) -> None:
    """Write the good rows of a table with `COLUMNS` and count them; bad rows go into the report.

    An empty cell leaves what is known; a list of skills or occupations takes the place of the one before.
    Makes a new `Edition` when anything changed.
    """
    sectors = dict(Sector.objects.values_list("code", "pk"))
    seen: dict[Key, int] = {}
    read = (course for row in watch(table) if (course := course_of(row, report, sectors, seen)))
    for batch in in_batches(read):
        _load(batch, resolvers, report)
    new_edition("programmes", [report])


def _load(batch: list[Course], resolvers: Resolvers, report: Report) -> None:
    for name in LISTS:
        getattr(resolvers, name).learn({word for course in batch for word in course.words.get(name, ())})
    known = _known(batch)
    good = [course for course in batch if _resolves(course, resolvers, report)]
    good = [course for course in good if _ends_in_time(course, known.get(course.key), report)]
    new = [_new(course) for course in good if course.key not in known]
    changed = {course.key for course in good if course.key in known and _refresh(known[course.key], course)}
    fields = sorted({name for course in good for name in course.fields})
    Programme.objects.bulk_create(new, batch_size=BATCH)
    if changed:
        Programme.objects.bulk_update([known[key] for key in changed], fields, batch_size=BATCH)
    rows = known | {(row.register, row.code): row for row in new}
    for name in LISTS:
        changed |= _relate(name, good, rows, getattr(resolvers, name))
    report.count(len(good), added=len(new), changed=len(changed & set(known)))


def _known(batch: list[Course]) -> dict[Key, Programme]:
    rows = Programme.objects.filter(code__in=[course.key[1] for course in batch])
    return {(row.register, row.code): row for row in rows}


def _resolves(course: Course, resolvers: Resolvers, report: Report) -> bool:
    """Tell whether all skills and occupations of a row are known; name those that are not."""
    unknown = [
        (name, word)
        for name, words in course.words.items()
        for word in words
        if getattr(resolvers, name).get(word) is None
    ]
    for name, word in unknown:
        detail = _("“%(word)s” is not in the vocabulary") % {"word": word}
        suggestion = getattr(resolvers, name).suggestion(word)
        report.errors.append(course.row.error(name, "unknown_concept", detail, suggestion))
    return not unknown


def _ends_in_time(course: Course, known: Programme | None, report: Report) -> bool:
    """Tell whether a programme still ends after it begins when only one of both days is in the file."""
    start, end = (
        course.fields.get(name) or getattr(known, name, None) for name in ("valid_from", "valid_until")
    )
    if start and end and end < start:
        detail = _("the programme would end (%(end)s) before it begins (%(start)s)") % {
            "end": end,
            "start": start,
        }
        report.errors.append(course.row.error("valid_until", "ends_before_start", detail))
        return False
    return True


def _new(course: Course) -> Programme:
    register, code = course.key
    uuid = uuid_of(f"https://stagepoort.nl/programme/{register}/{code}")
    return Programme(register=register, code=code, uuid=uuid, **course.fields)


def _refresh(row: Programme, course: Course) -> bool:
    """Set what the file tells; tell whether anything differed."""
    differing = {name: value for name, value in course.fields.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


def _relate(name: str, courses: Iterable[Course], rows: dict[Key, Programme], resolver: Resolver) -> set[Key]:
    """Make the skills or occupations of programmes those of the file; tell which differed."""
    model, target = THROUGH[name]
    told = {rows[course.key].pk: course for course in courses if name in course.words}
    held: dict[int, dict[int, int]] = defaultdict(dict)
    for pk, programme, other in model.objects.filter(programme_id__in=told).values_list(
        "pk", "programme_id", target
    ):
        held[programme][other] = pk
    new, gone, differing = [], [], set()
    for programme, course in told.items():
        wanted = {resolver.get(word) for word in course.words[name]}
        new += [
            model(programme_id=programme, **{target: other})
            for other in sorted(wanted - set(held[programme]))
        ]
        gone += [pk for other, pk in held[programme].items() if other not in wanted]
        if wanted != set(held[programme]):
            differing.add(course.key)
    model.objects.filter(pk__in=gone).delete()
    model.objects.bulk_create(new, batch_size=BATCH)
    return differing
