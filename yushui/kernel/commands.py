"""What every command of ours has in common: Chinese help, one sentence on failure, progress.

A command parses its arguments and calls one action or job. Whatever it cannot do it raises, as a
rule, a key or a file problem; the sentence is printed here and the exit code is not zero.
"""

import re
import sys
import time
from argparse import SUPPRESS, HelpFormatter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from django.core.management.base import (
    BaseCommand,
    CommandError,
    CommandParser,
    SystemCheckError,
)
from django.db import OperationalError, ProgrammingError

from yushui.kernel.errors import RuleViolation
from yushui.kernel.keys import KeyProblem


Row = TypeVar("Row")

INTERRUPTED = 130
UNREADABLE = 2  # the file given cannot be read at all; what is wrong inside it is 1
PATIENCE = 2.0  # seconds after which whoever waits is told how far it has come

# What argparse says, and what an office reads.
_ARGPARSE = [
    (r"the following arguments are required: (.+)", r"缺少参数：\1。"),
    (r"unrecognized arguments: (.+)", r"不认识的参数：\1。"),
    (r"argument (\S+): expected (?:one|at least one) argument", r"参数 \1 后面要写值。"),
    (r"argument (\S+): invalid \w+ value: (.+)", r"参数 \1 的值 \2 不对。"),
    (
        r"argument (\S+): invalid choice: (.+) \(choose from (.+)\)",
        r"参数 \1 没有 \2 这一项，可选：\3。",
    ),
    (r"argument (\S+): not allowed with argument (.+)", r"参数 \1 不能与 \2 同时使用。"),
    (r"ambiguous option: (\S+) could match (.+)", r"参数 \1 写得不全，可能是：\2。"),
    (r"one of the arguments (.+) is required", r"以下参数须写一个：\1。"),
]
_OF_DJANGO = {
    "--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color",
    "--force-color", "--skip-checks",
}  # fmt: skip


def content_of(path: Path, *, limit: int, then: str) -> bytes:
    """What a file holds, unless it is too large to be looked at at all; `then` says what to do."""
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= limit else b""
    except OSError as problem:
        raise RuleViolation(sentence(problem), field="file") from problem
    if size > limit:
        raise RuleViolation(
            f"文件“{path.name}”有 {size / 2**20:.1f} MB，超过 {limit / 2**20:g} MB，{then}",
            field="file",
        )
    return content


class Progress:
    """Says how far a long run has come: nothing in the first two seconds, then every two."""

    def __init__(self, say: Callable[[str], object], what: str) -> None:
        self.say, self.what = say, what
        self.due = time.monotonic() + PATIENCE

    def __call__(self, done: int, total: int | None = None) -> None:
        if time.monotonic() < self.due:
            return
        self.due = time.monotonic() + PATIENCE
        self.say(f"{self.what}：{done}/{total}……" if total else f"{self.what}：{done}……")


class Command(BaseCommand):
    """A command of ours. `help` is its Chinese description, first sentence first."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        kwargs.setdefault("formatter_class", _Formatter)
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        _translate(parser)
        return parser

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run, and turn what the user can understand into one sentence and an exit code."""
        try:
            return super().execute(*args, **options)
        except SystemCheckError:
            raise
        except (RuleViolation, KeyProblem, OSError, OperationalError, ProgrammingError) as problem:
            if options.get("traceback"):
                raise
            return self._refuse(CommandError(sentence(problem)))
        except CommandError as refusal:
            return self._refuse(refusal)
        except KeyboardInterrupt:
            return self._refuse(CommandError("已中断。", returncode=INTERRUPTED))

    def progress(self, what: str) -> Progress:
        """For whatever may take longer than two seconds; call it with what is done so far."""
        return Progress(lambda line: self.stderr.write(line, self.style.NOTICE), what)

    def counted(self, rows: Iterable[Row], what: str, total: int | None = None) -> Iterator[Row]:
        """The rows, one by one, with progress said on the way."""
        said = self.progress(what)
        for done, row in enumerate(rows, start=1):
            yield row
            said(done, total)

    def _refuse(self, refusal: CommandError) -> NoReturn:
        if not getattr(self, "_called_from_command_line", False):
            raise refusal
        self.stderr.write(str(refusal))
        sys.exit(refusal.returncode)


def sentence(problem: BaseException) -> str:
    """What went wrong, in words for whoever typed the command."""
    if isinstance(problem, FileNotFoundError):
        return f"找不到文件 {problem.filename}；请核对路径。"
    if isinstance(problem, IsADirectoryError):
        return f"{problem.filename} 是文件夹，这里要写文件。"
    if isinstance(problem, PermissionError):
        return f"没有读写 {problem.filename} 的权限；请换一个位置，或请管理员授权。"
    if isinstance(problem, OSError) and problem.filename:
        return f"读写 {problem.filename} 时出错：{problem.strerror}。"
    if isinstance(problem, (OperationalError, ProgrammingError)):
        first = (str(problem).splitlines() or [""])[0]
        if "locked" in first:
            return "数据库正忙，另一个程序占用着它；请稍后再试。"
        return f"数据库连不上，或者还没有建好（先运行 yushui migrate）。数据库的原话：{first}"
    return str(problem)


class _Formatter(HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, prefix or "用法：")


def _translate(parser: CommandParser) -> None:
    """Put argparse's own words into Chinese, and Django's options out of sight."""
    parser._positionals.title = "参数"
    parser._optionals.title = "选项"
    for action in parser._actions:
        if "--help" in action.option_strings:
            action.help = "显示这段说明"
        elif _OF_DJANGO & set(action.option_strings):
            action.help = SUPPRESS

    def error(message: str) -> NoReturn:
        if not parser.called_from_command_line:
            raise CommandError(translated(message))
        parser.exit(2, f"{translated(message)}用法见 {parser.prog} --help\n")

    parser.error = error  # type: ignore[method-assign]


def translated(message: str) -> str:
    """A complaint of argparse in Chinese; one it has no words for is passed on as it is."""
    for pattern, chinese in _ARGPARSE:
        if re.fullmatch(pattern, message):
            return re.sub(pattern, chinese, message)
    return message
