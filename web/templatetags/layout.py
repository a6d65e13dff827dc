"""What every page is made of: menu, region, icons, and the address of another page of a list."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template import Context, Library
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from profiles.periods import months
from reference.loading.pack import Pack
from reference.region import own_region
from web.days import write_day, write_moment, write_period
from web.navigation import Item, menu

register = Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """Show an icon of the sprite; it repeats what the text beside it says, so it is hidden from readers."""
    address = f"{static('web/icons/lucide.svg')}#{name}"
    return format_html('<svg class="i" aria-hidden="true"><use href="{}"></use></svg>', address)


register.filter("day", write_day)
register.filter("moment", write_moment)
register.filter("period", write_period)


@register.simple_tag
def region() -> Pack:
    """Give the region of this installation."""
    return own_region()


@register.simple_tag
def consent_age() -> int:
    """Give the age from which a student decides alone who sees the profile."""
    return settings.CONSENT_AGE


@register.simple_tag
def notifications_kept() -> int:
    """Give for how many days a notification stays."""
    return months()["outbox"]


@register.simple_tag
def reports_kept() -> int:
    """Give for how many months a closed report stays."""
    return months()["report"]


@register.simple_tag
def languages() -> list[tuple[str, str]]:
    """List code and own name of the languages that the pages speak."""
    own_names = {"nl": "Nederlands", "en": "English"}
    return [(code, own_names[code]) for code, _ in settings.LANGUAGES]


@register.simple_tag(takes_context=True)
def menu_items(context: Context) -> list[tuple[Item, bool]]:
    """List the menu of the person who asks, and whether each item is the page shown."""
    request: HttpRequest | None = context.get("request")
    if request is None or not hasattr(request, "user"):
        return []
    return [(item, request.path == item.url) for item in menu(request.user)]


@register.simple_tag(takes_context=True)
def page_address(context: Context, number: int) -> str:
    """Give the address of the same list at another page."""
    query: Any = context["request"].GET.copy()
    query["page"] = number
    return f"?{query.urlencode()}"
