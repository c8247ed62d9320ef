# includes_test.py: dependencies between the rooms run in one direction only, and Boost stays behind two headers.
import pathlib
import re
import sys

# A room may include itself, what is named here, and the ground.
GROUND = {"calendar", "config", "version", "source", "diagnostic", "number", "text"}
ROOMS = {
    "ast": set(),
    "keywords": set(),
    "print": {"ast", "keywords"},
    "diff": {"ast", "keywords", "print"},
    "differences": {"program", "scorecard"},
    "parse": {"ast", "keywords"},
    "include": {"ast", "parse"},
    "model_info": set(),
    "checked": {"ast", "model_info"},
    "check": {"ast", "checked", "keywords", "print", "model_info"},
    "graph": set(),
    "scorecard": set(),
    "parameter": set(),
    "parents": {"program", "scorecard"},
    "program": {"scorecard", "graph", "parameter", "model_info"},
    "compile": {"checked", "check", "parse", "include", "program", "graph", "scorecard", "lane", "row"},
    # Columns take the widths that values need from the analysis that also picks a record's arithmetic.
    "columns": {"program", "scorecard", "graph", "lane", "clause"},
    "lane": {"program", "graph"},
    # Whole clauses, which columns and the code for one row compute in one piece.
    "clause": {"program", "graph", "lane"},
    "row": {"program", "graph", "lane", "clause"},
    "explain": {"program", "scorecard", "graph"},
    "rank_columns": set(),
    "parts": {"program", "scorecard"},
    "cohort": {"program", "scorecard", "graph"},
    "compare": {"program", "scorecard", "graph"},
    "rule_set": {"program", "model_info"},
    "session": {"program", "scorecard", "graph"},
    "coverage": {"program", "scorecard", "graph"},
    # Proposed tests are rule text: they are written as the formatter writes it.
    "suggest": {"program", "scorecard", "graph", "coverage", "ast", "keywords", "print"},
    "selftest": {"program", "scorecard", "graph", "coverage", "explain"},
}
# Internal headers belong to the room whose bodies they hold.
ENGINE = {"evaluate", "kernels", "integer128", "program_data", "registers", "scoring", "graph_drawing",
          "data_findings", "incremental", "box_values", "tighten", "influence", "row_steps"}
LOWERING = {"graph_builder", "lower_clauses", "lower_sums", "lower_formula", "lower_model", "lower_terms", "lower_calendar"}
COLUMNS = {"column_choice", "column_chunk", "column_kernels", "column_plan"}


def room_of(path):
    stem = path.stem
    if path.parent.name != "impl":
        return stem
    stem = stem.removesuffix("_inl")
    if stem in ENGINE:
        return "program"
    if stem in LOWERING:
        return "compile"
    if stem in COLUMNS:
        return "columns"
    if stem == "sha256":
        return "text"
    return stem if stem in ROOMS else stem.split("_")[0]


def main(root):
    headers = sorted((root / "include" / "ancs").rglob("*.hpp"))
    assert len(headers) > 20
    wrong = []
    for header in headers:
        room = room_of(header)
        if room == "ancs":
            continue
        allowed = GROUND | {room} | ROOMS.get(room, set())
        for line in header.read_text(encoding="utf-8").splitlines():
            boost = re.match(r"\s*#\s*include\s*<boost/(\w+)", line)
            if boost and not (room == "number" and boost[1] == "multiprecision" or room == "parse"):
                wrong.append(f"{header.name} includes Boost")
            own = re.match(r'\s*#\s*include\s*"([^"]+\.hpp)"', line)
            if own and room_of((header.parent / own[1]).resolve()) not in allowed:
                wrong.append(f"{header.name} ({room}) includes {own[1]}")
    for header in headers:
        if header.parent.name != "impl" and "boost/" in header.read_text(encoding="utf-8"):
            wrong.append(f"{header.name} is public and names Boost")
    if wrong:
        sys.exit("\n".join(wrong))


main(pathlib.Path(sys.argv[1]))
