"""Commands over the report: `report --year Y --format F --output FILE`."""

import json
from pathlib import Path

import click
from flask import Flask

from app.reports.build import build_report
from app.reports.exports import as_csv, as_document
from app.reports.html_file import as_html

FORMATS = ("html", "json", "csv")
