"""The `yushui` command: our commands and Django's under one name.

Without arguments it shows what there is. Settings that refuse to start are one sentence here, not
a page of Python.
"""

import os
import sys
from collections.abc import Sequence

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import (
    execute_from_command_line,
    get_commands,
    load_command_class,
)


OURS = "yushui."
WRONG_USE = 2
HELP = {"help", "--help", "-h"}


def main(argv: Sequence[str] | None = None) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yushui.settings")
    words = list(sys.argv if argv is None else argv)
    try:
        django.setup()  # before anything is looked up, so that wrong settings are said first
        if len(words) == 1 or (len(words) == 2 and words[1] in HELP):
            sys.stdout.write(overview())
        elif words[1] not in get_commands() and words[1] not in HELP | {"--version"}:
            sys.exit(_unknown(words[1]))
        else:
            execute_from_command_line(words)
    except ImproperlyConfigured as wrong:
        sys.stderr.write(f"配置有误，没有启动：{wrong}\n")
        sys.exit(1)


def overview() -> str:
    """All our commands, each with the first sentence of its help."""
    own = {name: app for name, app in get_commands().items() if app.startswith(OURS)}
    width = max(map(len, own), default=0)
    lines = [
        f"  {name:<{width}}  {load_command_class(app, name).help.split('。')[0]}"
        for name, app in sorted(own.items())
    ]
    return "\n".join(
        [
            "鱼水：双拥工作从公文到报表的一条线",
            "",
            "用法：yushui 命令 [参数]",
            "",
            "命令：",
            *lines,
            "",
            "每个命令的说明：yushui 命令 --help",
            "Django 自带的命令（migrate、check、shell 等）同样可用。",
            "",
        ]
    )


def _unknown(word: str) -> int:
    sys.stderr.write(f"没有“{word}”这个命令。直接运行 yushui 可以看到全部命令。\n")
    return WRONG_USE


if __name__ == "__main__":
    main()
