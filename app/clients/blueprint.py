"""The routes of people and households hang on this."""

from flask import Blueprint

blueprint = Blueprint("clients", __name__, template_folder="templates")
