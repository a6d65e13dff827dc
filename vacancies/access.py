"""Who may do what with vacancies; one place, used by the API and the pages."""

from typing import TYPE_CHECKING

from profiles.access import may_verify_companies

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models import Company, School, User
    from vacancies.models import Course, Vacancy


def may_edit_vacancy(user: "User | AnonymousUser", vacancy: "Vacancy") -> bool:
    """Tell whether this user works for the company of this vacancy, or for the platform."""
    if not user.is_authenticated:
        return False
    return bool(user.is_platform_admin or vacancy.company_id in user.company_ids)


def may_take_down(user: "User | AnonymousUser") -> bool:
    """Tell whether this user looks after what is offered: the region office, the platform."""
    return may_verify_companies(user)


def may_give_courses(
    user: "User | AnonymousUser", *, company: "Company | None", school: "School | None"
) -> bool:
    """Tell whether this user draws up courses of a company, of a school or (neither) of the region."""
    if not user.is_authenticated:
        return False
    if user.is_platform_admin:
        return True
    if company:
        return company.pk in user.company_ids
    return school.pk in user.school_ids if school else user.is_region_officer


def runs_course(user: "User | AnonymousUser", course: "Course") -> bool:
    """Tell whether this user acts for whoever gives a course (`CourseQuerySet.run_by`)."""
    return may_give_courses(user, company=course.company, school=course.school)


def may_offer_lectures(user: "User | AnonymousUser", company: "Company") -> bool:
    """Tell whether this user offers lectures of a company: whoever works there, and the platform."""
    return bool(user.is_authenticated and (user.is_platform_admin or company.pk in user.company_ids))
