"""Everything that changes households, persons and rosters. No other module writes these tables."""

from yushui.people.actions.doubles import dismiss_double, note_doubles
from yushui.people.actions.merges import merge_households, merge_persons, part
from yushui.people.actions.questions import settle_as, settle_as_new, withdraw_question
from yushui.people.actions.registry import (
    HouseholdFacts,
    PersonFacts,
    add_category,
    edit_household,
    edit_person,
    end_category,
    mark_dead,
    reveal,
)
from yushui.people.actions.rosters import (
    RosterRefused,
    ask_check,
    ask_load,
    check_roster,
    hand_out_rejected,
    import_roster,
    load_roster,
    refuse_roster,
    stage_roster,
    stop_roster,
)


__all__ = [
    "HouseholdFacts",
    "PersonFacts",
    "RosterRefused",
    "add_category",
    "ask_check",
    "ask_load",
    "check_roster",
    "dismiss_double",
    "edit_household",
    "edit_person",
    "end_category",
    "hand_out_rejected",
    "import_roster",
    "load_roster",
    "mark_dead",
    "merge_households",
    "merge_persons",
    "note_doubles",
    "part",
    "refuse_roster",
    "reveal",
    "settle_as",
    "settle_as_new",
    "stage_roster",
    "stop_roster",
    "withdraw_question",
]
