"""The routes of the desk hang on this."""

from flask import Blueprint

from app.projects.uithuiszetting.counted import PROJECT_KEY

blueprint = Blueprint(PROJECT_KEY, __name__, template_folder="templates")
