"""Where everything is found: pages at the root, the API below ``/api/v1``."""

from django.urls import include, path, re_path

from api.errors import not_found

urlpatterns = [
    path("api/v1/", include("api.urls")),
    re_path(r"^api(?:/|$)", not_found),
    path("", include("web.urls")),
]
handler400 = "config.trouble.not_understood"
handler404 = "config.trouble.not_there"
handler500 = "config.trouble.broken"
