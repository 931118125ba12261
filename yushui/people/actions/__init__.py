"""Everything that changes households, persons and rosters. No other module writes these tables."""

from yushui.people.actions.contacts import (
    ContactFacts,
    assign_contact,
    assign_contacts,
    end_contact,
    hand_over_contact,
    set_helpline,
)
from yushui.people.actions.doubles import dismiss_double, note_doubles
from yushui.people.actions.merges import merge_households, merge_persons, part
from yushui.people.actions.printing import (
    ask_printing,
    finish_printing,
    give_up_printing,
    hand_out_printing,
)
from yushui.people.actions.questions import settle_as, settle_as_new, withdraw_question
from yushui.people.actions.registry import (
    HouseholdFacts,
    PersonFacts,
    add_category,
    add_household,
    add_person,
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
from yushui.people.actions.searching import rebuild_search_keys, search_by_number


__all__ = [
    "ContactFacts",
    "HouseholdFacts",
    "PersonFacts",
    "RosterRefused",
    "add_category",
    "add_household",
    "add_person",
    "ask_check",
    "ask_load",
    "ask_printing",
    "assign_contact",
    "assign_contacts",
    "check_roster",
    "dismiss_double",
    "edit_household",
    "edit_person",
    "end_category",
    "end_contact",
    "finish_printing",
    "give_up_printing",
    "hand_out_printing",
    "hand_out_rejected",
    "hand_over_contact",
    "import_roster",
    "load_roster",
    "mark_dead",
    "merge_households",
    "merge_persons",
    "note_doubles",
    "part",
    "rebuild_search_keys",
    "refuse_roster",
    "reveal",
    "search_by_number",
    "set_helpline",
    "settle_as",
    "settle_as_new",
    "stage_roster",
    "stop_roster",
    "withdraw_question",
]
