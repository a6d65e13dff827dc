"""What is refused about courses and lectures, in words for whoever asked."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from placements.certifying import CourseGoesOn, MoreThanRegistered, NoCertificate, TooLateToCorrect
from placements.lecturing import ClassElsewhere, MomentBooked, MomentOver
from placements.staging import TimeIsBooked
from vacancies.offering_lectures import LectureWithdrawn, MomentTaken, TooManyMoments
from vacancies.registering import AlreadyRegistered, ApartFromProvider, NoRoom, RegistrationOver
from vacancies.teaching import CourseBegun, CourseNotOpen, CourseOver, NoDates, NoProvider, SeatsRegistered

LEARNING_TEXTS: Mapping[type[Exception], Promise] = {
    NoDates: _("This is a course without dates: give it a first and a last day first."),
    NoProvider: _("Say first who gives the course."),
    CourseBegun: _("The course has begun."),
    CourseOver: _("The course is over."),
    CourseNotOpen: _("The course is not published, or it was cancelled."),
    SeatsRegistered: _("More people are registered than there would be places."),
    AlreadyRegistered: _("You are registered for this course."),
    NoRoom: _("So many places are not left."),
    ApartFromProvider: _("You cannot register for this course."),
    RegistrationOver: _("This registration was taken back, or it is known what came of it."),
    CourseGoesOn: _("Say from the last day of the course on what came of it."),
    MoreThanRegistered: _(
        "No more people can be there than are registered, finish than were there, or get the certificate "
        "than finished."
    ),
    NoCertificate: _("This course gives no certificate."),
    LectureWithdrawn: _("The company does not offer this any more."),
    MomentTaken: _("You offer this at another moment that overlaps this one."),
    TooManyMoments: _("You offer this at 100 moments to come. That is the most."),
    MomentBooked: _("This moment is booked twice: a school booked it already."),
    MomentOver: _("This moment has begun."),
    TimeIsBooked: _("This time is booked with a company: call it off, and book another moment."),
    ClassElsewhere: _("Book for classes of one school, your own."),
    TooLateToCorrect: _("What came of it was said more than 30 days ago."),
}

LEARNING_MALFORMED = (MoreThanRegistered, ClassElsewhere)
"""What is wrong with what somebody sent, rather than with how things stand."""
