"""The catalogue of personal data: a field that is not in it fails here."""

from collections import Counter

import pytest
from django.apps import apps

from yushui.people import catalogue
from yushui.people.models import Look
from yushui.people.rules import LOOKS_A_DAY


def fields():
    """Every column of the apps whose every field has to be decided about."""
    for app in catalogue.APPS:
        for model in apps.get_app_config(app).get_models(include_auto_created=True):
            for field in model._meta.concrete_fields:
                yield f"{model._meta.label_lower}.{field.name}"


def listed():
    return [f"{one.model}.{field}" for one in catalogue.entries() for field in one.fields]


def test_every_field_has_an_entry_or_is_said_to_be_plain():
    decided = {*listed(), *catalogue.plain()}
    assert not set(fields()) - decided, "add them to people/catalogue.toml"


def test_the_catalogue_lists_no_field_that_is_gone():
    assert not {*listed(), *catalogue.plain()} - set(fields())


def test_no_field_is_decided_twice():
    counts = Counter([*listed(), *catalogue.plain()])
    assert not [field for field, count in counts.items() if count > 1]


@pytest.mark.parametrize("entry", catalogue.entries(), ids=lambda one: f"{one.model} {one.label}")
def test_every_entry_says_everything_in_words(entry):
    assert entry.label
    assert entry.purpose
    assert entry.mask in catalogue.MASKS
    assert all(entry.told(kind) for kind in catalogue.TOLD)


def test_what_is_sealed_or_indexed_is_never_shown_as_it_is():
    kept = [field for field in listed() if field.endswith(("sealed", "_index"))]
    assert kept
    assert not [field for field in kept if catalogue.of(field).mask == "none"]
    assert not [field for field in catalogue.plain() if field.endswith(("sealed", "_index"))]


def test_what_may_be_revealed_is_what_the_catalogue_says():
    revealed = [field for field in listed() if catalogue.of(field).who == "reveal"]
    assert len(revealed) == len(Look.Field)
    assert f"最多{LOOKS_A_DAY}次" in catalogue.of(revealed[0]).told("who")


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("people.person.id_sealed", "990101195607180012", "990101********0012"),
        ("people.person.phone_sealed", "13900001234", "139****1234"),
        ("people.evidence.number_sealed", "退字第2026号", "****026号"),
        ("people.evidence.number_sealed", "31", "*1"),
        ("people.evidence.number_sealed", "7", "*"),
        ("people.person.id_index", "ab12", ""),
        ("people.person.phone_sealed", "", ""),
    ],
)
def test_a_value_is_masked_as_its_entry_says(field, value, shown):
    assert catalogue.masked(field, value) == shown
