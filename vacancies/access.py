"""Who may do what with vacancies; one place, used by the API and the pages."""

from typing import TYPE_CHECKING

from profiles.access import may_verify_companies

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models import User
    from vacancies.models import Vacancy


def may_edit_vacancy(user: "User | AnonymousUser", vacancy: "Vacancy") -> bool:
    """Tell whether this user works for the company of this vacancy, or for the platform."""
    if not user.is_authenticated:
        return False
    return bool(user.is_platform_admin or vacancy.company_id in user.company_ids)


def may_take_down(user: "User | AnonymousUser") -> bool:
    """Tell whether this user looks after what is offered: the region office, the platform."""
    return may_verify_companies(user)
