"""Pages of Kracht.Wonen."""

from flask import Blueprint

from app.projects.krachtwonen.kinds import PROJECT_KEY

blueprint = Blueprint(PROJECT_KEY, __name__, template_folder="templates")
