"""Files -> `Document` records: `plan_files` lists what there is, `read_documents` reads it.

Plain text, Markdown, HTML, PDF and JSON Lines, each in a module of its own, with the metadata that people and
formats state. Nothing here knows of spaCy or RDF.
"""

from claimgraph.read.documents import read_documents
from claimgraph.read.files import EXTENSIONS, Plan, SourceFile, plan_files
from claimgraph.read.outcome import Remark, Skipped

__all__ = ["EXTENSIONS", "Plan", "Remark", "Skipped", "SourceFile", "plan_files", "read_documents"]
