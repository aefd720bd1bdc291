"""Other formats as tables: each is written out as CSV, so that every table is decided alike."""
