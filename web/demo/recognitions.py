"""For which programmes invented establishments may train, as far as anybody looked."""

from collections.abc import Iterator
from datetime import date

from profiles.models import Establishment, Recognition
from reference.models import Programme
from web.demo.companies import Employer
from web.demo.dice import Dice
from web.demo.region import Region
from web.demo.terms import Terms

CHECKED = 0.88
NONE_FOUND = 0.06
WITHDRAWN = 0.07
ENDING = 0.06


def invent_recognitions(
    employer: Employer, region: Region, dice: Dice, terms: Terms
) -> Iterator[Recognition]:
    """Draw the recognitions of one company's establishments and note which were looked up.

    Only an establishment with a number as a training company was looked up; of some that has none, it is
    known that they have no recognition.
    """
    programmes = _programmes(employer, region)
    for establishment in employer.establishments:
        story = employer.company.name == region.words.story["company"]
        if establishment.leerbedrijf_id is None:
            if dice.chance(0.3):
                establishment.recognitions_checked_on = _looked_up(dice, terms)
        elif story or dice.chance(CHECKED):
            establishment.recognitions_checked_on = _looked_up(dice, terms)
            if story or not dice.chance(NONE_FOUND):
                yield from _drawn(establishment, programmes, dice, terms, lasting=story)


def _looked_up(dice: Dice, terms: Terms) -> date:
    return dice.day(terms.begins(terms.year), terms.today)


def _programmes(employer: Employer, region: Region) -> list[Programme]:
    """List the mbo programmes that train for what the company does."""
    found = {each.pk: each for work in employer.works for each in work.programmes if each.register == "crebo"}
    return [programme for programme in region.programmes if programme.pk in found]


def _drawn(
    establishment: Establishment, programmes: list[Programme], dice: Dice, terms: Terms, *, lasting: bool
) -> Iterator[Recognition]:
    for programme in programmes:
        if not lasting and dice.chance(0.15):
            continue
        begun = dice.day(date(2016, 1, 4), terms.begins(terms.year - 1))
        yield Recognition(
            establishment=establishment,
            crebo=programme.code,
            valid_from=begun,
            valid_until=None if lasting else _until(begun, dice, terms),
        )


def _until(begun: date, dice: Dice, terms: Terms) -> date | None:
    """Draw the last day: mostly none, for some in the past, for some in the coming year."""
    fate = dice.random()
    if fate < WITHDRAWN:
        return dice.day(max(begun, terms.begins(terms.year - 2)), terms.today)
    if fate < WITHDRAWN + ENDING:
        return dice.day(terms.today, terms.spring(terms.year + 1).last)
    return None
