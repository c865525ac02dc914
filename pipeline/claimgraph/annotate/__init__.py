"""`Document` -> `AnnotatedDocument`: what is in one text, by spaCy components."""
