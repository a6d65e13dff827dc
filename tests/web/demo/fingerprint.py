"""One line that tells two invented regions apart: a digest of every value that chance decided."""

import hashlib
import json
from collections.abc import Iterator

from placements.models import Placement
from profiles.models import (
    Company,
    Consent,
    Enrolment,
    Establishment,
    Guardianship,
    Membership,
    Recognition,
    Student,
    StudentGroup,
    StudentNumber,
    StudentSkill,
    User,
)
from vacancies.models import Vacancy, VacancySkill

# What is read of each; related rows by their public names, never by database keys. Passwords and the time of
# writing are left out.
READ = {
    User: "uuid email name",
    Membership: "user__uuid role school__slug company__uuid",
    Company: "uuid name slug register register_number sector__code website verified_at",
    Establishment: "uuid company__uuid name address place__postcode leerbedrijf_id recognitions_checked_on",
    Recognition: "establishment__uuid crebo valid_from valid_until",
    StudentGroup: "uuid school__slug name school_year programme__code level",
    Student: "uuid user__uuid first_name prefix last_name email birth_date programme__code level"
    " place__postcode reach_km travel kinds available_from available_until hours_min hours_max weekdays"
    " languages licences",
    Enrolment: "student__uuid group__uuid started_on ended_on",
    StudentNumber: "student__uuid school__slug number",
    Guardianship: "uuid student__uuid user__uuid email asked_at answered_at answer confirmed_at",
    Consent: "uuid student__uuid guardianship__uuid purpose text_version given_by given_at",
    StudentSkill: "student__uuid skill__uuid text links command",
    Vacancy: "uuid company__uuid establishment__uuid reference kind title description occupation__uuid level"
    " level_min level_max crebos remote start end hours_min hours_max weekdays languages licences hazard"
    " seats pay_period pay_amount status created_at",
    VacancySkill: "vacancy__uuid skill__uuid text weight",
    Placement: "uuid student__uuid vacancy__uuid company__uuid school__slug programme__code level kind"
    " home_municipality__code work_municipality__code school_year person_key start end status",
}


def fingerprint() -> str:
    """Digest everything invented in the database."""
    digest = hashlib.sha256()
    for line in _lines():
        digest.update(line.encode())
    return digest.hexdigest()


def _lines() -> Iterator[str]:
    for model, fields in READ.items():
        yield model.__name__
        yield from sorted(_line(row) for row in model.objects.values_list(*fields.split()))


def _line(row: tuple) -> str:
    """Write a row down; databases differ in the order of the keys of a JSON value."""
    return json.dumps(row, sort_keys=True, default=str)
