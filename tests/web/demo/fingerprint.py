"""One line that tells two invented regions apart: a digest of every value that chance decided."""

import hashlib
import json
from collections.abc import Iterator

from placements.models import (
    Attendance,
    Contact,
    Encounter,
    Evaluation,
    Event,
    GroupAttendance,
    Host,
    Placement,
    Slot,
)
from profiles.models import (
    Company,
    Consent,
    Enrolment,
    Establishment,
    Guardianship,
    Membership,
    PersonKey,
    ProfileView,
    Recognition,
    Student,
    StudentGroup,
    StudentNumber,
    StudentSkill,
    User,
)
from vacancies.models import (
    Course,
    CourseSkill,
    Lecture,
    Moment,
    Registration,
    Vacancy,
    VacancySkill,
)

# What is read of each; related rows by their public names, never by database keys. Passwords and the time of
# writing are left out.
READ = {
    User: "uuid email name",
    Membership: "user__uuid role school__slug company__uuid",
    Company: "uuid name slug register register_number sector__code website verified_at",
    Establishment: "uuid company__uuid name address place__postcode leerbedrijf_id recognitions_checked_on",
    Recognition: "establishment__uuid crebo valid_from valid_until",
    StudentGroup: "uuid school__slug name school_year programme__code level pupils",
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
    " home_municipality__code work_municipality__code school_year person_key start end status"
    " occupation__uuid certified_on",
    PersonKey: "student__uuid school_year key",
    ProfileView: "uuid student__uuid company__uuid stage day person_key school__slug level",
    Lecture: "uuid company__uuid kind title sector__code most",
    Moment: "uuid lecture__uuid starts_at ends_at",
    Event: "uuid kind title school__slug place__postcode address starts_at ends_at moment__uuid state",
    Host: "uuid event__uuid company__uuid establishment__uuid",
    Slot: "uuid event__uuid host__uuid starts_at ends_at seats code",
    Attendance: "uuid slot__uuid student__uuid expected_since checked_in_at",
    GroupAttendance: "uuid slot__uuid group__uuid expected came",
    Encounter: "uuid kind day student__uuid group_key people company__uuid event__uuid person_key level",
    Contact: "uuid student__uuid company__uuid door kind sent_on outcome decided_on person_key",
    Evaluation: "placement__uuid side score again prepared given_at",
    Course: "uuid title provider company__uuid school__slug starts_on ends_on place__postcode online hours"
    " seats certificate status",
    CourseSkill: "course__uuid skill__uuid text",
    Registration: "uuid course__uuid student__uuid participant company__uuid people attended finished"
    " certified registered_on finished_on person_key",
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
