"""What machine a figure was taken on: the first line of every benchmark."""

import os
import platform
from pathlib import Path


def hardware() -> str:
    """Processor, cores, load and Python, in one line."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    model = next(names, platform.machine())
    load = os.getloadavg()[0]
    return (
        f"{model}, {os.cpu_count()} cores, load {load:.1f}, Python {platform.python_version()}, "
        f"{platform.system()}"
    )
