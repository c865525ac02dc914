"""What `import claimgraph` gives, in the fresh interpreter of somebody who has just installed it."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "code",
    [
        "import claimgraph; first = claimgraph.build; assert callable(first) and claimgraph.build is first",
        "from claimgraph import build; assert callable(build)",
        "from claimgraph.build import build; import claimgraph; assert claimgraph.build is build",
        "import claimgraph; assert callable(claimgraph.open_graph) and callable(claimgraph.resolve_again)",
        "import sys, claimgraph.records; assert 'spacy' not in sys.modules",
    ],
)
def test_the_package_gives_its_functions_however_it_is_imported(code: str) -> None:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
