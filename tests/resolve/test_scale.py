"""Many names: what the benchmark measures does not get worse unnoticed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_made_up_names_are_told_apart() -> None:
    """The tables in the documentation come from larger runs; this one is small enough for every day."""
    command = [sys.executable, "-m", "tests.benchmarks.actors", "3000"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    cells = [cell.strip() for cell in done.stdout.splitlines()[-1].strip("|").split("|")]
    names, precision, recall = int(cells[0].replace(",", "")), float(cells[4]), float(cells[5])
    assert names == 3000
    assert precision >= 99
    assert recall >= 90
    assert re.fullmatch(r"\d+ \+ \d+ \+ \d+", cells[7])
