"""A county with two townships, an office that imports, and its clerk."""

from dataclasses import dataclass

import pytest

from tests import make
from tests.people import sheets
from yushui.accounts.actor import Actor
from yushui.people import actions
from yushui.people.importing.columns import Upload
from yushui.people.models import Roster
from yushui.territory.kinds import Level
from yushui.territory.models import Region, Unit


@dataclass
class County:
    office: Unit
    clerk: Actor
    places: dict[str, Region]

    def upload(self, rows, columns=sheets.COLUMNS, **options) -> Upload:
        return Upload("花名册.xlsx", sheets.workbook(rows, columns), **options)

    def take_in(self, rows, columns=sheets.COLUMNS, **options) -> Roster:
        upload = self.upload(rows, columns)
        return actions.import_roster(upload, unit=self.office, by=self.clerk, **options)

    def stage(self, rows, columns=sheets.COLUMNS) -> Roster:
        return actions.stage_roster(
            unit=self.office,
            upload=self.upload(rows, columns),
            by=self.clerk,
        )

    def check(self, rows, columns=sheets.COLUMNS) -> Roster:
        roster = self.stage(rows, columns)
        return actions.check_roster(roster, mapping=roster.mapping, by=self.clerk)


def build(name: str = "临川县") -> County:
    city = make.region(name="云泽市", level=Level.PREFECTURE)
    county = make.region(city, name=name)
    places = {name: county}
    for town, villages in {"石桥镇": ("柳林村", "东村"), "白马乡": ("东村", "西沟社区")}.items():
        places[town] = make.region(county, level=Level.TOWNSHIP, name=town)
        for village in villages:
            made = make.region(places[town], level=Level.VILLAGE, name=village)
            places[f"{town}{village}"] = made
    office = make.unit(county, name=f"{name}双拥办")
    return County(office, make.actor("clerk", office), places)


@pytest.fixture
def county():
    return build()


@pytest.fixture
def other_county():
    return build("青溪县")
