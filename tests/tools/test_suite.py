"""`make test` and `make rest` are the whole, and fail when a run fails or finds no test."""

import contextlib
import subprocess
from types import SimpleNamespace

import pytest

from tools import suite


@pytest.fixture
def runs(monkeypatch):
    """What pytest will answer, run by run; and where each run was pointed."""
    answers, databases, chosen = [], [], []

    def run(command, env, check):
        databases.append(env["YUSHUI_DATABASE"])
        chosen.append(command[command.index("-m", command.index("pytest")) + 1])
        return SimpleNamespace(returncode=answers.pop(0))

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(suite.cluster, "binaries", lambda: "/bin")
    monkeypatch.setattr(
        suite.cluster, "cluster", lambda: contextlib.nullcontext("postgres://a@/b?host=/c")
    )
    return SimpleNamespace(answers=answers, databases=databases, chosen=chosen)


@pytest.mark.parametrize(
    ("answers", "code"), [([0, 0], 0), ([1, 0], 1), ([0, 1], 1), ([5, 5], 5), ([0, 5], 5)]
)
def test_the_suite_runs_on_both_databases(answers, code, runs):
    runs.answers += answers
    assert suite.main([]) == code
    assert runs.databases == ["", "postgres://a@/b?host=/c"]


@pytest.mark.parametrize("is_rest", [False, True])
def test_the_rest_is_what_was_left_out(is_rest, runs):
    runs.answers += [0, 0]
    suite.main(["--rest"] if is_rest else [])
    lite, large = runs.chosen
    left = "" if is_rest else "not "
    assert lite == f"{left}thorough"
    assert large == f"{suite.ON_BOTH} and {left}(thorough or door)"


def test_without_postgresql_the_second_run_is_skipped_and_that_is_said(runs, monkeypatch, capsys):
    monkeypatch.setattr(suite.cluster, "binaries", lambda: None)
    runs.answers += [0]
    assert suite.main([]) == 0
    assert runs.databases == [""]
    assert capsys.readouterr().out.startswith("PostgreSQL is not installed")
