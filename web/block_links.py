"""Where one blocks the other side of an application or a vacancy, and where that is taken back."""

from dataclasses import dataclass
from typing import Self

from django.urls import reverse

from placements.access import Side, side_of
from placements.models import Application
from profiles.access import may_speak_for
from profiles.models import Block, Company, Student, User


@dataclass(frozen=True, slots=True)
class BlockLink:
    """``address`` leads to blocking or, where ``is_blocked``, to the list of whom one's side blocked."""

    address: str
    is_blocked: bool

    @classmethod
    def between(cls, student: Student, company: Company, reader: User, *, address: str, listed: str) -> Self:
        """Tell whether the reader's side blocked the other one, and so which address counts."""
        blocks = Block.objects.visible_to(reader).filter(student=student, company=company)
        is_blocked = blocks.exists()
        return cls(listed if is_blocked else address, is_blocked)


def company_block_link(student: Student, company: Company, reader: User) -> BlockLink:
    """Give the link by which a student, or a guardian, blocks a company."""
    own = student.user_id == reader.pk
    listed = reverse("visibility") if own else reverse("child", args=[student.uuid])
    address = reverse("block-company", args=[student.uuid, company.uuid])
    return BlockLink.between(student, company, reader, address=address, listed=f"{listed}#blocks")


def application_block_link(application: Application, reader: User) -> BlockLink | None:
    """Give the link on the page of an application; none for who only reads along."""
    student, company = application.student, application.vacancy.company
    if side_of(reader, application) is Side.COMPANY:
        address = reverse("block-applicant", args=[application.uuid])
        return BlockLink.between(student, company, reader, address=address, listed=reverse("blocks"))
    return company_block_link(student, company, reader) if may_speak_for(reader, student) else None
