"""Pages of the three administrators: none of the working posts sees them, nor do the other two."""

from tests import make
from tests.web.access import Listing, Row
from yushui.accounts.models import Post
from yushui.audit.log import log


BUSINESS = dict.fromkeys(
    ("clerk", "neighbour", "superior", "town", "worker", "leader", "command"), 403
)


def things(world):
    someone = make.user("clerk", world.here, name="陈芳")
    resting = make.user("clerk", world.here, name="赵敏")
    resting.is_active = False
    resting.save()
    return {
        "someone": someone,
        "resting": resting,
        "post": Post.objects.get(user=someone),
    }


def accounts(path, system=200, **values):
    return Row(path, system=system, **BUSINESS, **values)


def posts(path, security=200, **values):
    return Row(path, security=security, **BUSINESS, **values)


ACCESS = {
    "accounts:index": accounts("/accounts/"),
    "accounts:create": accounts("/accounts/create/"),
    "accounts:show": accounts("/accounts/{someone}/"),
    "accounts:reset_password": accounts("/accounts/{someone}/reset-password/", method="post"),
    "accounts:disable": accounts("/accounts/{someone}/disable/", system=302, method="post"),
    "accounts:enable": accounts("/accounts/{resting}/enable/", system=302, method="post"),
    "posts:index": posts("/posts/"),
    "posts:grant": posts("/posts/{someone}/grant/"),
    "posts:end": posts("/posts/{post}/end/", security=302, method="post"),
    "trail:index": Row("/trail/", audit=200, **BUSINESS),
    "trail:catalogue": Row("/trail/personal-data/", audit=200, **BUSINESS),
    "trail:verify": Row("/trail/verify/", audit=200, method="post", **BUSINESS),
}


def more_users(world, n):
    for _ in range(n):
        make.user("clerk", world.here, name="欧阳长河")


def more_events(world, n):
    for _ in range(n):
        log("notices.received", world.here, by=world.users["clerk"].actor, count=n)


LISTS = {
    "accounts:index": Listing("/accounts/?q=欧阳长河", more_users, who="system"),
    "posts:index": Listing("/posts/?q=欧阳长河", more_users, who="security"),
    "trail:index": Listing("/trail/?kind=签收", more_events, who="audit"),
}
