"""The Beleidsevaluatie: built once as data, written as page, HTML file, JSON and CSV."""
