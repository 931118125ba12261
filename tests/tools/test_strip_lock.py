"""The front-end lock names no host."""

import json

from tools import strip_lock


def test_addresses_go_and_hashes_stay(tmp_path, monkeypatch):
    lock = tmp_path / "package-lock.json"
    packages = {
        "node_modules/a": {
            "version": "1.0.0",
            "resolved": "https://registry.example/a.tgz",
            "integrity": "sha512-x",
            "funding": {"url": "https://fund.example"},
            "os": ["linux", "https://odd.example"],
        }
    }
    lock.write_text(json.dumps({"lockfileVersion": 3, "packages": packages}))
    monkeypatch.setattr(strip_lock, "LOCK", lock)
    assert strip_lock.main() == 0
    kept = {"version": "1.0.0", "integrity": "sha512-x", "os": ["linux"]}
    assert json.loads(lock.read_text())["packages"] == {"node_modules/a": kept}
