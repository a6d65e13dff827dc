"""Where everything is found: pages at the root, the API below ``/api/v1``."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("api.urls")),
    path("", include("web.urls")),
]
