"""A new password for who forgot the old one, with a code from a mail."""

from allauth.account import views
from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse_lazy

from web.account import limits, pending
from web.forms import entering as forms


class AskPasswordCode(views.PasswordResetView):
    """Have a code mailed; the answer is the same whether the account exists."""

    form_class = forms.PasswordRequestForm
    template_name = "account/ask_password_code.html"

    def form_valid(self, form: forms.PasswordRequestForm) -> HttpResponse:
        """Send the code, or a letter that says there is no account."""
        response = super().form_valid(form)
        pending.password_code_mailed(self.request, form.users[0] if form.users else None)
        return response


class Recovering:
    """A step that is taken only while nothing ended since the code was mailed."""

    def form_valid(self, form: Form) -> HttpResponse:
        if not pending.code_holds(self._process.state, self._process.user):
            return pending.start_again(self.request)
        return super().form_valid(form)


class EnterPasswordCode(Recovering, views.ConfirmPasswordResetCodeView):
    form_class = forms.PasswordCodeForm
    template_name = "account/enter_code.html"


class NewPassword(Recovering, views.CompletePasswordResetView):
    """Choose the new password; one signs in with it afterwards, second factor and all."""

    form_class = forms.NewPasswordForm
    template_name = "account/new_password.html"
    success_url = reverse_lazy("sign-in")


ask_password_code = limits.counted(limits.by_mailed_code)(AskPasswordCode.as_view())
enter_password_code = limits.counted(limits.by_address)(EnterPasswordCode.as_view())
new_password = limits.counted(limits.by_address)(NewPassword.as_view())
