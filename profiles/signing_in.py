"""Who somebody is who signed in."""

from django.contrib.auth.backends import ModelBackend

from profiles.models import User


class PasswordBackend(ModelBackend):
    """Signs in by e-mail address and password; reads the person along with the profile, if there is one."""

    def get_user(self, user_id: int) -> User | None:
        """Give the user of a session; None when the account is gone or closed."""
        user = User.objects.select_related("student").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
