"""Random small worlds for the engine: few values, so that ties, unknowns and misses are all common."""

from datetime import date

from hypothesis import strategies as st

from matching.free_words import own_link
from matching.knowledge import Knowledge
from matching.records import (
    AgeClass,
    AgeStep,
    AskedSkill,
    Command,
    Hazard,
    Kind,
    Link,
    OwnSkill,
    Person,
    Post,
    Recognition,
    Weight,
)

CONCEPTS = ("baking", "brazing", "cooking", "grinding", "mig", "tig", "unheard of", "welder")
OCCUPATIONS = ("welder", "cook", "unknown occupation")
DAYS = (*(date(2027, month, 1) for month in (1, 2, 3, 6)), date(2027, 6, 30))
PROGRAMMES = ("25001", "25002")
PLACES = ((51.0, 6.0), (51.1, 6.0), (51.0, 6.2), (51.25, 5.7), (-51.0, 6.0), (0.0, -179.0))


def maybe(strategy):
    return st.none() | strategy


def seldom(strategy):
    """Mostly unknown, so that most pairs of a world stay eligible."""
    return st.sampled_from((False, False, False, True)).flatmap(
        lambda known: strategy if known else st.none()
    )


def span(numbers):
    return st.tuples(numbers, numbers).map(lambda pair: tuple(sorted(pair)))


near = st.lists(
    st.builds(Link, st.sampled_from(CONCEPTS), st.sampled_from((1.0, 1.0, 0.61, 0.8))),
    max_size=3,
    unique_by=lambda link: link.concept,
).map(tuple)
words = st.sampled_from(("odoo studio", "c++")).map(own_link)
links = near | st.builds(tuple.__add__, near, words)
own_skills = st.builds(OwnSkill, links, maybe(st.sampled_from(Command)))
asked_skills = st.builds(AskedSkill, links, st.sampled_from(Weight), st.just("as worded"))
languages = st.dictionaries(st.sampled_from(("nl", "de")), st.sampled_from(("A2", "B1", "C2")))
licences = st.frozensets(st.sampled_from(("B", "T")))
hours = span(st.sampled_from((8.0, 16.0, 24.5, 40.0)))
recognitions = st.builds(
    Recognition, st.sampled_from(PROGRAMMES), maybe(st.sampled_from(DAYS)), maybe(st.sampled_from(DAYS))
)
ages = st.sampled_from(
    (
        (),
        *((AgeStep(None, each),) for each in AgeClass),
        (AgeStep(None, AgeClass.AT_15), AgeStep(DAYS[1], AgeClass.FROM_16)),
        (AgeStep(DAYS[0], AgeClass.FROM_16), AgeStep(DAYS[3], AgeClass.ADULT)),
    )
)


@st.composite
def persons(draw, id="sanne"):
    place = draw(maybe(st.sampled_from(PLACES)))
    first, last = draw(span(st.sampled_from(DAYS)))
    return Person(
        id=id,
        skills=draw(st.lists(own_skills, max_size=4).map(tuple)),
        level=draw(maybe(st.integers(1, 8))),
        programme=draw(maybe(st.sampled_from(PROGRAMMES))),
        lat=place and place[0],
        lon=place and place[1],
        reach_km=draw(maybe(st.sampled_from((0.0, 5.0, 11.12, 25.0, 15_000.0)))),
        kinds=draw(seldom(st.frozensets(st.sampled_from(Kind)))),
        available_from=draw(seldom(st.just(first))),
        available_until=draw(seldom(st.just(last))),
        hours=draw(seldom(hours)),
        languages=draw(seldom(languages)),
        licences=draw(seldom(licences)),
        ages=draw(seldom(ages)) or (),
        toward=draw(st.dictionaries(st.sampled_from(OCCUPATIONS), st.integers(1, 500))),
    )


@st.composite
def posts(draw, id="welding"):
    place = draw(maybe(st.sampled_from(PLACES)))
    first, last = draw(span(st.sampled_from(DAYS)))
    return Post(
        id=id,
        kind=draw(maybe(st.sampled_from(Kind))),
        occupations=draw(st.lists(st.sampled_from(OCCUPATIONS), max_size=2, unique=True).map(tuple)),
        skills=draw(st.lists(asked_skills, max_size=4).map(tuple)),
        level=draw(maybe(st.integers(1, 8))),
        level_range=draw(seldom(span(st.integers(1, 8)))),
        recognised=draw(seldom(st.lists(recognitions, max_size=2).map(tuple))),
        lat=place and place[0],
        lon=place and place[1],
        remote=draw(st.sampled_from((False, False, False, True))),
        start=draw(seldom(st.just(first))),
        end=draw(seldom(st.just(last))),
        min_weeks=draw(seldom(st.sampled_from((0.0, 2.5, 8.0, 60.0)))),
        hours=draw(seldom(hours)),
        languages=draw(seldom(languages)),
        licences=draw(seldom(licences)),
        hazard=draw(seldom(st.sampled_from(Hazard))),
        company=draw(maybe(st.sampled_from(("smithy", "kitchen")))),
    )


def many(record, most=8):
    """Draw up to so many records with ids of their own."""
    return st.integers(0, most).flatmap(lambda count: st.tuples(*(record(id=f"{n}") for n in range(count))))


occupation_skills = st.lists(
    st.tuples(
        st.sampled_from(OCCUPATIONS[:2]),
        st.sampled_from(CONCEPTS[:-2]),
        st.sampled_from(("essential", "optional")),
    ),
    max_size=10,
)
relations = st.lists(
    st.tuples(st.sampled_from(CONCEPTS), st.sampled_from(CONCEPTS), st.sampled_from(("broader", "related"))),
    max_size=4,
)
knowledges = st.builds(
    lambda rows, ties, programmes: Knowledge.from_relations(
        occupation_skills=rows, relations=ties, programmes=programmes
    ),
    occupation_skills,
    relations,
    st.dictionaries(st.sampled_from(PROGRAMMES), st.just(OCCUPATIONS[:2])),
)
