"""Cells of a timeline: what was typed never becomes markup."""

from datetime import date

from jinja2 import Environment

from app.web.timeline import TimelineCell, TimelineHead, TimelineRow


def test_a_row_is_written_as_cells_with_every_text_escaped():
    row = TimelineRow(
        TimelineHead("/w", "Villa <1>", "2 & 3"),
        (
            TimelineCell(3, "bar-outside"),
            TimelineCell(2, "bar-stay begins", "/x", "<b>Nep</b> & co", "<i>", date(2026, 3, 16)),
        ),
    )
    written = Environment(autoescape=True).from_string("{{ row }}").render(row=row)
    assert written == (
        '<tr><th scope="row"><a href="/w">Villa &lt;1&gt;</a><span>2 &amp; 3</span></th>'
        '<td colspan="3" class="bar-outside"></td><td colspan="2" class="bar-stay begins">'
        '<a href="/x" data-first="2026-03-16" data-days="2" aria-label="&lt;b&gt;Nep&lt;/b&gt; &amp; co">'
        "&lt;i&gt;</a></td></tr>"
    )
