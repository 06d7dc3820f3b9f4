"""Builds the application, in the order in which its parts rest on each other."""

from typing import Final

from flask import Flask

from app import models  # noqa: F401  (the metadata is complete before anything asks for it)
from app.access.guard import seal
    accounts.register(app)
