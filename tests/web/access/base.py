"""Pages that belong to no subject."""

from tests.web.access import Row


EVERYBODY = {"system": 200, "security": 200, "audit": 200}
MOVED = dict.fromkeys(
    (
        "clerk",
        "neighbour",
        "superior",
        "town",
        "worker",
        "leader",
        "command",
        "system",
        "security",
        "audit",
    ),
    302,
)

ACCESS = {
    "web:home": Row("/", **EVERYBODY),
    "web:menu": Row("/menu/", **EVERYBODY),
    "web:change_password": Row("/password/", **EVERYBODY),
    "web:login": Row("/login/", stranger=200, **MOVED),
    "web:logout": Row("/logout/", method="post", **MOVED),
    "web:large_type": Row("/large-type/", method="post", data={"on": "1"}, **MOVED),
}
