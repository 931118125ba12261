"""The first page of those to whom no business comes by itself."""

import pytest


@pytest.mark.parametrize(
    ("who", "address"), [("system", "/accounts/"), ("security", "/posts/"), ("audit", "/trail/")]
)
def test_an_administrator_is_shown_the_desk(people, enter, who, address):
    page = enter(people.users[who]).get("/").text
    main = page.partition("<main")[2]
    assert f'href="{address}"' in main
    assert "公文待签收" not in main


def test_everybody_else_is_told_what_will_come(people, enter):
    assert "有公文待签收" in enter(people.users["clerk"]).get("/").text
