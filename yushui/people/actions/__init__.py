"""Everything that changes households, persons and rosters. No other module writes these tables."""

from yushui.people.actions.accounts import (
    AccountFacts,
    end_account,
    note_handed_out,
    set_account,
)
from yushui.people.actions.belongings import (
    Seen,
    add_category,
    add_evidence,
    edit_category,
    end_category,
    remove_category,
    take_back_evidence,
)
from yushui.people.actions.contacts import (
    ContactFacts,
    assign_contact,
    assign_contacts,
    end_contact,
    hand_over_contact,
    set_helpline,
)
from yushui.people.actions.doubles import dismiss_double, note_doubles
from yushui.people.actions.letters import Mailing, ask_letters, revise_letter, write_letter
from yushui.people.actions.merges import merge_households, merge_persons, part
from yushui.people.actions.own_words import (
    Spoken,
    erase_own_words,
    forget_own_words,
    read_own_words,
    record_own_words,
)
from yushui.people.actions.printing import (
    ask_printing,
    finish_printing,
    give_up_printing,
    hand_out_printing,
)
from yushui.people.actions.questions import (
    reopen_question,
    settle_as,
    settle_as_new,
    withdraw_question,
)
from yushui.people.actions.registry import (
    HouseholdFacts,
    PersonFacts,
    add_household,
    add_person,
    edit_household,
    edit_person,
    reveal,
)
from yushui.people.actions.replies import hand_out_reply, make_reply, sign_reply, void_reply
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
    undo_roster,
)
from yushui.people.actions.searching import rebuild_search_keys, search_by_number
from yushui.people.actions.standing import Grounds, mark_dead, set_status, take_back_status
from yushui.people.actions.yearbooks import (
    confirm_headcount,
    sign_yearbook,
    take_yearbook,
    void_yearbook,
)


__all__ = [
    "AccountFacts",
    "ContactFacts",
    "Grounds",
    "HouseholdFacts",
    "Mailing",
    "PersonFacts",
    "RosterRefused",
    "Seen",
    "Spoken",
    "add_category",
    "add_evidence",
    "add_household",
    "add_person",
    "ask_check",
    "ask_letters",
    "ask_load",
    "ask_printing",
    "assign_contact",
    "assign_contacts",
    "check_roster",
    "confirm_headcount",
    "dismiss_double",
    "edit_category",
    "edit_household",
    "edit_person",
    "end_account",
    "end_category",
    "end_contact",
    "erase_own_words",
    "finish_printing",
    "forget_own_words",
    "give_up_printing",
    "hand_out_printing",
    "hand_out_rejected",
    "hand_out_reply",
    "hand_over_contact",
    "import_roster",
    "load_roster",
    "make_reply",
    "mark_dead",
    "merge_households",
    "merge_persons",
    "note_doubles",
    "note_handed_out",
    "part",
    "read_own_words",
    "rebuild_search_keys",
    "record_own_words",
    "refuse_roster",
    "remove_category",
    "reopen_question",
    "reveal",
    "revise_letter",
    "search_by_number",
    "set_account",
    "set_helpline",
    "set_status",
    "settle_as",
    "settle_as_new",
    "sign_reply",
    "sign_yearbook",
    "stage_roster",
    "stop_roster",
    "take_back_evidence",
    "take_back_status",
    "take_yearbook",
    "undo_roster",
    "void_reply",
    "void_yearbook",
    "withdraw_question",
    "write_letter",
]
