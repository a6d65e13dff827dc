"""What else suits a student whose application ended: a few vacancies, each with its reasons."""

from dataclasses import dataclass

from matching.rendering import render, render_verdict
from placements.models import Application
from placements.recommending import Ranked, Recommendation, posts_for
from profiles import mailing
from profiles.models import Student
from reference.languages import reading
from vacancies.models import Vacancy

MOST = 3
LOOKED_AT = 20
REASONS = 2


@dataclass(frozen=True, slots=True)
class Offer:
    """A vacancy in words: what and where, how well it suits, the weightiest reasons, and its page."""

    title: str
    company: str
    verdict: str
    reasons: tuple[str, ...]
    link: str


def offers(student: Student) -> list[Offer]:
    """List up to three open vacancies that suit the student best and to which nothing was asked before."""
    ranked = posts_for(student, top=LOOKED_AT)
    asked = Application.objects.filter(student=student).values_list("vacancy__uuid", flat=True)
    known = {str(uuid) for uuid in asked}
    best = [item for item in ranked.items if item.vacancy not in known][:MOST]
    named = Vacancy.objects.select_related("company").in_bulk(
        [item.vacancy for item in best], field_name="uuid"
    )
    vacancies = {str(uuid): vacancy for uuid, vacancy in named.items()}
    return [_offer(item, vacancies[item.vacancy], ranked) for item in best if item.vacancy in vacancies]


def _offer(item: Recommendation, vacancy: Vacancy, ranked: Ranked) -> Offer:
    language = reading()
    weighty = sorted((row for row in item.reasons if row.points > 0), key=lambda row: -row.points)
    return Offer(
        vacancy.title,
        vacancy.company.name,
        render_verdict(item.verdict, language),
        tuple(render(row, language, ranked.label) for row in weighty[:REASONS]),
        mailing.link("vacancy", vacancy.uuid),
    )
