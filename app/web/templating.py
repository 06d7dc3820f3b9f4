"""What every template may use: the filters of the house, addresses of static files and the chart geometry."""

from flask import Flask
from jinja2 import StrictUndefined

from app.web import charts
from app.web.fields import input_id
from app.web.formatting import FILTERS
from app.web.static_files import static_url


def install_templates(app: Flask) -> None:
    """Give the templates of `app` the filters and functions of the web layer."""
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.filters.update(FILTERS)
    environment.globals.update(
        static_url=static_url,
        input_id=input_id,
        bar_chart=charts.bar_chart,
        series_chart=charts.series_chart,
        target_chart=charts.target_chart,
        share_chart=charts.share_chart,
    )
