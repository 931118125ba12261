"""What a place calls all of itself."""

import pytest

from yushui.territory.kinds import Level, whole_of


@pytest.mark.parametrize(
    ("name", "level", "whole"),
    [
        ("云泽省", Level.PROVINCE, "全省"),
        ("内蒙古自治区", Level.PROVINCE, "全区"),
        ("重庆市", Level.PROVINCE, "全市"),
        ("青川市", Level.PREFECTURE, "全市"),
        ("延边朝鲜族自治州", Level.PREFECTURE, "全州"),
        ("锡林郭勒盟", Level.PREFECTURE, "全盟"),
        ("阿里地区", Level.PREFECTURE, "全地区"),
        ("鹿鸣县", Level.COUNTY, "全县"),
        ("临溪区", Level.COUNTY, "全区"),
        ("望海市", Level.COUNTY, "全市"),
        ("准格尔旗", Level.COUNTY, "全旗"),
        ("青川经济开发区", Level.COUNTY, "全区"),
        ("白鹭镇", Level.TOWNSHIP, "全镇"),
        ("石桥乡", Level.TOWNSHIP, "全乡"),
        ("望江街道", Level.TOWNSHIP, "全街道"),
        ("东山社区", Level.VILLAGE, "全社区"),
        ("柳林村", Level.VILLAGE, "全村"),
        ("农垦八队", Level.VILLAGE, "全村"),
        ("某地", Level.COUNTY, "全县"),
    ],
)
def test_a_place_speaks_of_all_of_itself_as_its_office_writes(name, level, whole):
    assert whole_of(name, level) == whole
