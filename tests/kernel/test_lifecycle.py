"""A lifecycle lets through exactly what its table says."""

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from yushui.kernel.errors import Conflict, RuleViolation
from yushui.kernel.lifecycle import Lifecycle, Living


STATES = ["draft", "submitted", "accepted"]
LIFECYCLE = Lifecycle(
    {
        "submit": (["draft"], "submitted"),
        "send_back": (["submitted", "accepted"], "draft"),
        "accept": (["submitted"], "accepted"),
    },
    labels={"submit": "上报", "send_back": "退回"},
)
ALLOWED = {
    ("submit", "draft"): "submitted",
    ("send_back", "submitted"): "draft",
    ("send_back", "accepted"): "draft",
    ("accept", "submitted"): "accepted",
}


@pytest.fixture
def form(db):
    """A row of a table made for this test, in the state of a draft."""
    with isolate_apps("yushui"):

        class Form(Living):
            note = models.CharField(max_length=20, default="")

            class Meta:
                app_label = "kernel"

            def __str__(self):
                return self.note

    statement, _ = connection.schema_editor().table_sql(Form)
    with connection.cursor() as cursor:
        cursor.execute(statement)
    return Form.objects.create(state="draft")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("move", LIFECYCLE.moves)
def test_every_move_from_every_state(move, state):
    if (move, state) in ALLOWED:
        assert LIFECYCLE.target(move, state) == ALLOWED[move, state]
    else:
        with pytest.raises(RuleViolation, match="当前状态不能"):
            LIFECYCLE.target(move, state)
    assert (move in LIFECYCLE.available(state)) == ((move, state) in ALLOWED)


def test_a_refusal_names_the_button_that_was_pressed():
    with pytest.raises(RuleViolation, match="不能“退回”"):
        LIFECYCLE.target("send_back", "draft")


def test_a_move_without_a_label_shows_its_name():
    assert [LIFECYCLE.label(move) for move in LIFECYCLE.moves] == ["上报", "退回", "accept"]


def test_a_label_for_a_move_that_does_not_exist_is_refused_at_once():
    with pytest.raises(ValueError, match="sumbit"):
        Lifecycle({"submit": (["draft"], "submitted")}, labels={"sumbit": "上报"})


def test_a_move_writes_its_changes_with_the_state(form):
    LIFECYCLE.advance(form, "submit", note="x")
    stored = type(form).objects.get()
    assert (stored.state, stored.note) == (form.state, form.note) == ("submitted", "x")


def test_of_two_people_pressing_the_same_button_one_is_told(form):
    second = type(form).objects.get()
    LIFECYCLE.advance(form, "submit", note="first")
    with pytest.raises(Conflict, match="已被他人改动"):
        LIFECYCLE.advance(second, "submit", note="second")
    assert type(form).objects.get().note == "first"
    assert second.state == "draft"
