"""Tabular import kit: columns with typed parsers, streaming CSV and XLSX readers, all-or-nothing runs, templates."""
