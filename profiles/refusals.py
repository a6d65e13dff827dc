"""What is refused about who sees a student, in words for whoever chose."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from profiles.sharing import AgeUnknown, GuardianObjects, NeedsGuardian

TEXTS: Mapping[type[Exception], Promise] = {
    AgeUnknown: _("The birth date is not known. The school can fill it in."),
    NeedsGuardian: _("A parent or guardian has to choose this."),
    GuardianObjects: _("Another parent or guardian said no. As long as that stands, nobody sees it."),
}
