"""The routes of Woonclub hang on this."""

from flask import Blueprint

from app.projects.woonclub.counted import PROJECT_KEY

blueprint = Blueprint(PROJECT_KEY, __name__, template_folder="templates")
