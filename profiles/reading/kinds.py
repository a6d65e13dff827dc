"""The words by which schools and companies call the kinds of vacancy."""

from django.utils.translation import gettext as _

from matching.records import Kind
from profiles.reading.values import one_of, read_list, squeezed

WORDS: dict[Kind, tuple[str, ...]] = {
    Kind.INTERNSHIP: (
        "stage", "stages", "bpv", "bol", "bol stage", "bpv stage", "stageplaats", "stageplek", "mbo stage",
        "hbo stage", "meewerkstage", "beroepspraktijkvorming", "internship", "internships", "work placement",
    ),
    Kind.APPRENTICESHIP: (
        "leerbaan", "leerbanen", "bbl", "bbl leerbaan", "bbl plek", "bbl baan",
        "leerwerkbaan", "leerwerkplek", "leerwerkplaats", "werken en leren", "apprenticeship",
        "apprenticeships", "apprentice",
    ),
    Kind.GRADUATION_PROJECT: (
        "afstuderen", "afstudeeropdracht", "afstudeerstage", "afstudeerproject", "afstudeerplek",
        "graduation project", "graduation", "graduation internship", "thesis", "thesis project", "scriptie",
    ),
    Kind.SIDE_JOB: (
        "bijbaan", "bijbanen", "bijbaantje", "weekendbaan", "zaterdagbaan", "vakantiebaan", "vakantiewerk",
        "side job", "part-time job", "student job", "holiday job",
    ),
    Kind.FIRST_JOB: (
        "startersbaan", "startersbanen", "startersfunctie", "starter", "eerste baan",
        "first job", "starter job",
    ),
    Kind.ORIENTATION_VISIT: (
        "snuffelstage", "snuffelstages", "bliksemstage", "meeloopdag", "meeloopstage", "oriëntatiestage",
        "kennismakingsstage", "beroepsoriëntatie", "orientation visit", "orientation",
        "job shadowing", "taster day",
    ),
}  # fmt: skip

_KIND_BY_WORD = {squeezed(word): kind.value for kind in Kind for word in (kind.value, *WORDS[kind])}


def read_kind(text: str) -> str:
    """Read one kind of vacancy, in Dutch or English."""
    detail = _('is not a kind of vacancy; write for instance "stage", "leerbaan" or "bijbaan"')
    return one_of(text, _KIND_BY_WORD, "unknown_kind", detail)


def read_kinds(text: str) -> list[str]:
    """Read the kinds that somebody looks for, each once and in the order of the list of kinds."""
    read = {read_kind(part) for part in read_list(text)}
    return [kind.value for kind in Kind if kind.value in read]
