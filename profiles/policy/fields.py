"""The leaves of the answers of the API, by what they speak of; written out, because they are the promise."""

from profiles.policy.rules import leaves

NAMED = leaves("id name")
LOCATED = leaves("country postcode name municipality")
PROGRAMME = leaves("id register code name nameEn level sector validFrom validUntil checkedOn")
PLACE = leaves("id country postcode name municipality inRegion lat lon")
SKILL = leaves("id name kind uri")
SKILL_DETAIL = SKILL | leaves(labels=leaves("language kind text"))
SCHOOL = leaves("id name slug kind", place=LOCATED)
CLASS = leaves("id name schoolYear level size pupils", school=NAMED, programme=PROGRAMME)
COMPANY = leaves(
    "id name slug sector website verified",
    establishments=leaves("id name leerbedrijfId", place=LOCATED),
)
VACANCY = leaves(
    "id reference kind status title description sector level levelMin levelMax crebos remote start end",
    "hoursMin hoursMax weekdays languages licences hazard seats payPeriod payAmount updatedAt",
    company=NAMED,
    occupation=NAMED,
    place=LOCATED,
    skills=leaves("text weight", skill=NAMED),
)
PROFILE = leaves(
    "id firstName prefix lastName email birthDate level reachKm travel kinds availableFrom availableUntil",
    "hoursMin hoursMax weekdays languages licences visibility updatedAt",
    programme=PROGRAMME,
    place=LOCATED,
    skills=leaves("text command", skill=NAMED),
)
VISIBILITY = leaves("visibility chosenBy contactThroughSchool updatedAt", namedTo=NAMED)
CONSENTS = leaves(
    "count next previous",
    results=leaves("id purpose textVersion givenBy givenAt withdrawnAt counts", company=NAMED),
)
VIEWS = leaves("count next previous", results=leaves("id stage day", company=NAMED))
COUNTS = leaves(
    "by placements",
    rows=leaves("school programme level kind municipality month schoolYear outcome placements students"),
)

ROW = leaves("row column code detail suggestion")
REPORT = leaves("added changed unchanged skipped written", errors=ROW, warnings=ROW)

ACCESSES = leaves(
    "count next previous",
    results=leaves("at actor via act object subject organisation status"),
)
ACCESS_COUNTS = leaves(rows=leaves("quarter students accesses", organisation=NAMED))

REASONED = leaves(
    "score verdict",
    parts=leaves("skills level location"),
    reasons=leaves("code values points text"),
)
BECAUSE = leaves("rule values change text")
VACANCY_CARD = leaves("id title kind start end", company=NAMED, place=LOCATED)
STUDENT_CARD = leaves("id name programme level")
RANKING = leaves("count next previous excludedCount")
VACANCY_MATCHES = RANKING | leaves(
    results=REASONED | leaves(vacancy=VACANCY_CARD),
    excluded=leaves(vacancy=VACANCY_CARD, because=BECAUSE),
)
CANDIDATE_MATCHES = RANKING | leaves(
    results=REASONED | leaves(student=STUDENT_CARD),
    excluded=leaves(student=STUDENT_CARD, because=BECAUSE),
)

CARD = leaves(
    "id verdict level municipality inRegion distance hasApplication",
    bars=leaves("skills level location"),
    skills=leaves("skill weight sign command"),
    field=leaves("code name"),
    conditions=leaves("asked least sign"),
    availability=leaves("availableFrom availableUntil hours weekdays"),
)
OPEN_CARD = CARD | leaves(ownSkills=leaves("id name command"))
CARDS = leaves("count next previous", results=CARD)
SEATS = leaves(
    "seats taken intakePerMonth",
    blocks=leaves("id start end seats taken", supervisor=NAMED),
)
APPLICATION = leaves(
    "id door state waitsFor requestedAt answerBy answeredAt endedAt throughSchool verbs",
    vacancy=leaves("id title"),
    offer=leaves("start end hoursPerWeek weekdays"),
    steps=leaves("at side state waitsFor answerBy reason"),
    talks=leaves("id at place note state"),
)
OWN_APPLICATION = APPLICATION | leaves(company=NAMED)
CARE_APPLICATION = OWN_APPLICATION | leaves(student=leaves("id name"))
COMPANY_APPLICATION = APPLICATION | leaves("candidate name")
EVERY_APPLICATION = CARE_APPLICATION | COMPANY_APPLICATION
NAMED_PROFILE = leaves(
    "name level municipality throughSchool",
    programme=PROGRAMME,
    skills=leaves("text command", skill=NAMED),
    availability=leaves("availableFrom availableUntil hours weekdays"),
)

PLACEMENT = leaves(
    "id kind status start end startedOn endedOn endReason name",
    vacancy=leaves("id title"),
    school=NAMED,
    company=NAMED,
    student=NAMED,
)
SIGNERS = leaves("party slot")
PLACEMENT_DETAILS = PLACEMENT | leaves(
    "level className hoursPerWeek schoolHoursPerWeek weekdays dayFrom dayUntil breakMinutes evaluatedBy",
    "updatedAt",
    programme=PROGRAMME,
    establishment=NAMED,
    supervisor=leaves("name email"),
    schoolSupervisor=leaves("name"),
    findings=leaves("code blocks text source"),
    awaits=SIGNERS,
)
AGREEMENT = leaves(
    "id number kind guardians madeAt data",
    signatures=leaves("party slot name signedOn outside"),
    awaits=SIGNERS,
)

BLOCK = leaves(
    "id since",
    company=NAMED,
    student=NAMED,
    blocked=leaves("candidate name level", field=leaves("code name")),
)

MESSAGE = leaves("id side text sentAt readAt")
MESSAGES = leaves("count next previous", results=MESSAGE)

OWN_REPORT = leaves(
    "id about reason text state reportedAt closedAt result",
    company=NAMED,
    vacancy=leaves("id title"),
)
REPORTS = OWN_REPORT | leaves(
    "side takenUpAt outcome note quoted",
    reporter=leaves("name email"),
    student=leaves("id name"),
)

SLOT = leaves("id startsAt endsAt seats free comes", company=NAMED)
EVENT = leaves(
    "id kind state title description address startsAt endsAt updatedAt",
    school=NAMED,
    place=LOCATED,
    hosts=leaves("stand", company=NAMED),
    slots=SLOT,
)
CODES = leaves(rows=leaves("slot startsAt endsAt code address svg", company=NAMED))
ROSTER = leaves(
    rows=leaves("slot startsAt endsAt company className pupil student name expected came"),
    classes=leaves("slot expected came", group=NAMED),
)
PRESENCE = leaves("expected came")
CHECKED_IN = leaves("event company at")
