"""What a reader is promised: exact sums for any node, predicate and lane, in few queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from yushui.ledger import folding, interning, sums
from yushui.ledger.models import Tree
from yushui.ledger.reading import Figure, Predicate, postings, read


VETERAN = Predicate(any_of=frozenset({"veteran"}))
OTHERS = Predicate(none_of=frozenset({"veteran"}))


@pytest.mark.parametrize(
    ("any_of", "none_of", "codes", "expected"),
    [
        ("", "", "", True),
        ("", "", "a", True),
        ("a", "", "a b", True),
        ("a c", "", "c", True),
        ("a", "", "b", False),
        ("a", "", "", False),
        ("", "b", "a", True),
        ("", "b", "a b", False),
        ("a", "b", "a b", False),
    ],
)
def test_a_predicate_asks_for_any_and_none(any_of, none_of, codes, expected):
    predicate = Predicate(frozenset(any_of.split()), frozenset(none_of.split()))
    assert predicate.matches(frozenset(codes.split())) is expected


@pytest.mark.parametrize("is_folded", [True, False])
def test_columns_of_a_table_are_exact_sums_over_sets_of_categories(land, is_folded):
    for categories in (["veteran"], ["veteran", "aged_80"], ["martyr"], []):
        land.post(land.entry(categories=categories))
    if is_folded:
        folding.fold()
    columns = {"all": Predicate(), "veterans": VETERAN, "others": OTHERS}
    node = land.office.pk
    figures = read(
        land.campaign.pk, tree="unit", nodes=[node], measures=["visits"], predicates=columns
    )
    assert [figures[node, "visits", name].count for name in columns] == [4, 2, 2]


@pytest.mark.parametrize("is_folded", [True, False])
def test_each_lane_is_its_own_sum(land, is_folded):
    garrison, command = land.units[7], land.units[6]
    land.post(land.entry(), land.entry(unit=garrison))
    if is_folded:
        folding.fold()
    city = land.places[0].pk

    def at(lane):
        options = {"tree": Tree.PLACE, "nodes": [city], "measures": ["visits"], "lane": lane}
        return read(land.campaign.pk, **options)[city, "visits", ""].count

    assert [at(lane) for lane in (None, "civil", "military")] == [2, 1, 1]
    assert land.count(unit=command) == 1


def test_a_fold_between_the_two_looks_is_noticed(land, monkeypatch):
    land.post()
    look = sums._look
    looks = []

    def look_then_fold(question):
        found = look(question)
        looks.append(found)
        folding.fold()
        return found

    monkeypatch.setattr(sums, "_look", look_then_fold)
    assert (land.count(), len(looks)) == (1, 2)


def test_a_set_of_categories_new_to_this_process_is_told_apart(land, monkeypatch):
    land.post(land.entry(categories=["veteran"]))
    monkeypatch.setattr(interning, "known", dict)
    assert land.count(predicates={"": VETERAN}) == 1
    assert land.count(predicates={"": OTHERS}) == 0


def test_money_is_in_fen_and_numbers_are_not(land):
    land.post(land.entry(count=2), land.entry("cash", count=0, fen=12_345))
    assert [land.figure(), land.figure("cash")] == [Figure(2, 0), Figure(0, 12_345)]


def test_nodes_that_are_not_there_have_nothing(land):
    figures = read(land.campaign.pk, tree="unit", nodes=[0, 10**9], measures=["visits"])
    assert set(figures.values()) == {Figure()}


def test_reading_no_node_asks_nothing(land, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert read(land.campaign.pk, tree="unit", nodes=[], measures=["visits"]) == {}


@pytest.mark.parametrize("size", [1, 9])
def test_a_page_of_figures_takes_two_queries(land, size, django_assert_num_queries):
    land.post(land.entry(), land.entry("cash", count=0, fen=1))
    with django_assert_num_queries(2):
        read(
            land.campaign.pk,
            tree="unit",
            nodes=[unit.pk for unit in land.units[:size]],
            measures=["visits", "cash", "persons"],
        )


def test_a_figure_opens_to_the_postings_it_is_the_sum_of(land):
    land.post(land.entry(count=2, categories=["veteran"]), record=1)
    land.post(land.entry(count=3, categories=["martyr"]), record=2)
    land.post(land.entry(count=9), record=3)
    land.reverse(3)
    found = {"campaign": land.campaign, "tree": "unit", "measures": ["visits"]}
    opened = postings(node=land.office.pk, **found)
    assert sorted(opened.values_list("visits", flat=True)) == [2, 3]
    assert [one.visits for one in postings(node=land.office.pk, predicate=VETERAN, **found)] == [2]
    assert not postings(node=land.units[5].pk, **found).exists()


def test_a_figure_of_several_measures_opens_to_whoever_says_one_of_them(land):
    for record, fen in ((1, 5), (2, 0)):
        land.post(land.entry(), land.entry("cash", count=0, fen=fen), record=record)
    found = {"campaign": land.campaign, "tree": "unit", "node": land.office.pk}
    opened = postings(measures=["cash", "gifts"], **found)
    assert ([one.source_id for one in opened], opened.total(["cash", "gifts"])) == ([1], 5)
    assert not postings(measures=[], **found).exists()


def test_a_claim_that_came_second_is_not_part_of_a_figure(land):
    land.claim(7, record=1)
    land.claim(7, record=2)
    opened = postings(land.campaign, tree="unit", node=land.office.pk, measures=["persons"])
    assert [one.source_id for one in opened] == [1]


def test_campaigns_do_not_mix(land):
    land.post()
    other = make.campaign(land.office)
    key = (land.office.pk, "visits", "")
    assert read(other.pk, tree="unit", nodes=[key[0]], measures=["visits"])[key] == Figure()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by its statistics")
def test_a_page_of_figures_never_walks_a_whole_campaign(land):
    """SQLite has no statistics and would begin with every posting of the campaign."""
    land.post()
    with CaptureQueriesContext(connection) as captured:
        for unit in (land.office, land.village):
            land.count(unit=unit, predicates={"": VETERAN})
    for query in captured.captured_queries:
        if "SUM(" in query["sql"]:
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
                plan = [row[3] for row in cursor.fetchall()]
            assert any(" p " in step for step in plan)
            assert not [step for step in plan if " p " in step and "(campaign_id=?)" in step]


@pytest.mark.postgres_only
def test_the_tail_finds_its_nodes_by_id_and_not_the_other_way_round(land):
    """PostgreSQL would go through the tail once for every node of a subtree."""
    land.post()
    with CaptureQueriesContext(connection) as captured:
        land.count()
    sql = next(query["sql"] for query in captured.captured_queries if "SUM(" in query["sql"])
    with connection.cursor() as cursor:
        for other in ("seqscan", "hashjoin", "mergejoin", "bitmapscan"):
            cursor.execute(f"SET LOCAL enable_{other} = off")
        cursor.execute(f"EXPLAIN {sql}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "territory_unit_pkey" in plan
    assert "territory_unit_path" not in plan


def test_the_page_of_a_township_counts_all_below_it_and_gives_each_village_its_own(land):
    hall, home, other, society = land.units[2], land.units[3], land.units[4], land.units[8]
    for record, (unit, count) in enumerate([(hall, 1), (home, 20), (other, 300), (society, 4000)]):
        land.post(land.entry(unit=unit, count=count), record=record)
        if record == 1:
            folding.fold()
    far = land.units[5]
    land.post(land.entry(unit=far, count=50_000), record=9)
    asked = [hall.pk, home.pk]  # the other village counts in the township all the same
    figures = read(land.campaign.pk, tree=Tree.UNIT, nodes=asked, measures=["visits"])
    assert figures[hall.pk, "visits", ""].count == 4321
    assert figures[home.pk, "visits", ""].count == 4020


@pytest.mark.postgres_only
def test_the_tail_below_a_township_is_told_without_looking_up_its_nodes(land):
    nodes = [unit.pk for unit in land.units[2:5]]
    with CaptureQueriesContext(connection) as captured:
        read(land.campaign.pk, tree=Tree.UNIT, nodes=nodes, measures=["visits"])
    sql = next(query["sql"] for query in captured.captured_queries if "SUM(" in query["sql"])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}")
        assert any("hashed SubPlan" in line for (line,) in cursor.fetchall())
