"""The web layer: layouts, component macros, form fields, charts and the headers around every answer."""
