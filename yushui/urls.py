"""The map of the site. A subject of the pages adds its line; names and addresses agree."""

from django.urls import URLPattern, URLResolver, include, path


urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("yushui.web.urls")),
    path("units/", include("yushui.web.units.urls")),
    path("notices/", include("yushui.web.notices.urls")),
    path("people/", include("yushui.web.people.urls")),
    path("campaigns/", include("yushui.web.campaigns.urls")),
    path("visits/", include("yushui.web.visits.urls")),
    path("funds/", include("yushui.web.funds.urls")),
    path("payments/", include("yushui.web.funds.payment_urls")),
    path("goods/", include("yushui.web.goods.urls")),
    path("merits/", include("yushui.web.merits.urls")),
    path("discipline/", include("yushui.web.discipline.urls")),
    path("filings/", include("yushui.web.filings.urls")),
    path("reports/", include("yushui.web.reports.urls")),
    path("accounts/", include("yushui.web.accounts.urls")),
    path("posts/", include("yushui.web.posts.urls")),
    path("trail/", include("yushui.web.trail.urls")),
]

handler400 = "yushui.web.errors.bad_request"
handler403 = "yushui.web.errors.forbidden"
handler404 = "yushui.web.errors.not_found"
handler500 = "yushui.web.errors.server_error"
