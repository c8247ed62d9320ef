# notebook.py: a scorecard as an HTML table, for notebooks.
"""HTML of results. Everything that comes from rules or data is escaped."""

from __future__ import annotations

from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .scorecard import Scorecard


def scorecard_html(card: Scorecard) -> str:
    """Criteria with points and the deciding sentence, group totals, level and vetoes."""
    from .scorecard import decimal_text

    def shown(points) -> str:
        return decimal_text(points) if isinstance(points, Fraction) else escape(str(points))

    model = card.model
    reasons = {c.get("id"): c for c in card.reasons().get("criteria", [])}
    rows = []
    for group in model.groups:
        rows.append(f"<tr><th style='text-align:left'>{escape(group.number)}</th><th style='text-align:left'>{escape(group.title)}</th>"
                    f"<th style='text-align:right'>{shown(card[group.id])}/{decimal_text(group.maximum)}</th><th></th></tr>")
        for index in group.criteria:
            criterion = model.criteria[index]
            why = "; ".join(r.get("sentence", "") + (f" — {r['numbers']}" if r.get("numbers") else "")
                            for r in reasons.get(criterion.id, {}).get("reasons", []))
            state = card.states[criterion.id]
            note = "" if state in ("scored", "information") else f" <i>({escape(state)})</i>"
            rows.append(f"<tr><td>{escape(criterion.number)}</td><td style='text-align:left'>{escape(criterion.title)}{note}</td>"
                        f"<td style='text-align:right'>{shown(card[criterion.id])}/{decimal_text(criterion.maximum)}</td>"
                        f"<td style='text-align:left'>{escape(why)}</td></tr>")
    lines = [f"<b>{escape(model.title or model.id)}</b>: {shown(card.total)}/{decimal_text(model.maximum)}"]
    lines += [f"{escape(title)}: {escape(level or ' / '.join(card.possible_levels[title]))}" for title, level in card.levels.items()]
    held = [name for name, holds in card.vetoes.items() if holds]
    if held:
        lines.append("veto: " + escape(", ".join(held)))
    if card.missing:
        lines.append(f"{len(card.missing)} missing: " + escape(", ".join(card.missing[:8])) + (" …" if len(card.missing) > 8 else ""))
    return "<div>" + "<br>".join(lines) + "<table>" + "".join(rows) + "</table></div>"
