# score.py: one ward and a table of wards from Python.
import sys
from pathlib import Path

checkout = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(checkout / "src" / "python"))  # not needed where the package is installed

import ancs  # noqa: E402

model = ancs.compile(checkout / "examples" / "hong_gai" / "hong_gai.ancs")

# What is known of one ward; everything else is missing, and the result says what that leaves open.
card = model.score({"released": 21, "reoffended": 2, "criminal_cases": 2, "criminal_cases.before_model": 3})
print(f"A2 = {card['A2']}, A4 = {card['A4']}, total {card.total}")
print(f"{len(card.missing)} figures are missing, {card.missing[0]} first")

# A slip is told with what to do.
try:
    model.score(realesed=21)
except ancs.DataError as error:
    print(error)
