"""Keys are made once, kept to their owner, and refused in words when they are not right."""

import json

import pytest

from yushui.kernel.keys import AUDIT, INDEX, FileKeys, KeyProblem, derived


@pytest.fixture
def path(tmp_path):
    return tmp_path / "private" / "keys.json"


def test_created_keys_belong_to_their_owner_alone(path):
    FileKeys.create(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["keys.json"]


def test_keys_are_the_same_when_read_again(path):
    made = FileKeys.create(path)
    read = FileKeys(path)
    assert read.active == made.active == "f1"
    assert read.secret(INDEX) == made.secret(INDEX) != read.secret(AUDIT)


def test_keys_in_use_are_never_replaced_by_new_ones(path):
    secret = FileKeys.create(path).secret("f1")
    with pytest.raises(KeyProblem, match="已经存在"):
        FileKeys.create(path)
    assert FileKeys(path).secret("f1") == secret


def test_a_rotated_file_stays_private_and_keeps_the_old_keys(path):
    made = FileKeys.create(path)
    first = made.secret("f1")
    assert [made.rotate(), made.rotate()] == ["f2", "f3"]
    assert path.stat().st_mode & 0o777 == 0o600
    assert FileKeys(path).active == "f3"
    assert FileKeys(path).secret("f1") == first


def test_a_file_others_may_read_is_refused(path):
    FileKeys.create(path)
    path.chmod(0o640)
    with pytest.raises(KeyProblem, match="chmod 600"):
        FileKeys(path)


def test_a_missing_file_says_where_it_was_looked_for(path):
    with pytest.raises(KeyProblem, match=r"找不到密钥文件 .*keys\.json"):
        FileKeys(path)


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", '{"active": "f1", "keys": {"f1": "?"}}', '{"active": 1, "keys": []}'],
)
def test_a_damaged_file_is_refused(path, content):
    FileKeys.create(path)
    path.write_text(content)
    with pytest.raises(KeyProblem, match="内容损坏"):
        FileKeys(path)


@pytest.mark.parametrize("lost", ["f1", INDEX, AUDIT])
def test_a_file_without_one_of_its_keys_is_refused(path, lost):
    FileKeys.create(path)
    document = json.loads(path.read_text())
    del document["keys"][lost]
    path.write_text(json.dumps(document))
    with pytest.raises(KeyProblem, match="不完整"):
        FileKeys(path)


def test_keys_for_two_purposes_have_nothing_in_common(path):
    keys = FileKeys.create(path)
    assert derived(keys, "f1", "a", 16) == derived(keys, "f1", "a", 16)
    assert len({derived(keys, "f1", "a", 16), derived(keys, "f1", "b", 16)}) == 2
    assert derived(keys, "f1", "a", 16) != derived(keys, INDEX, "a", 16)
