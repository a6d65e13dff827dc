"""Who may do what with vacancies; one place, used by the API and the pages."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models import User
    from vacancies.models import Vacancy


def may_edit_vacancy(user: "User | AnonymousUser", vacancy: "Vacancy") -> bool:
    """Tell whether this user works for the company of this vacancy, or for the platform."""
    if not user.is_authenticated:
        return False
    return bool(user.is_platform_admin or vacancy.company_id in user.company_ids)
