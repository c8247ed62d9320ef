# notebook.py: as cells of a notebook: a province in a DataFrame, its results, and one ward's form as HTML.
# %%
import sys
from pathlib import Path

checkout = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(checkout / "src" / "python"))

import pandas as pd  # noqa: E402

import ancs  # noqa: E402

# %% The rules, and the data as it comes from a CSV file.
model = ancs.compile(checkout / "examples" / "hong_gai" / "hong_gai.ancs")
wards = pd.read_csv(checkout / "examples" / "hong_gai" / "units.csv", index_col="unit")
for share in ("stated_fall", "satisfaction"):
    wards[share] = pd.array(wards[share].str.rstrip("%").astype("Float64") / 100, dtype="Float64")
for answer in ("yearly_report", "disunity"):
    wards[answer] = wards[answer] == "yes"

# %% All units at once, exactly as one by one.
result = model.score(wards, groups=True)
print(result[["total", "A", "B", "C", "D", "Công nhận"]].to_string())

# %% One unit's form, as a notebook shows it.
one = {name: (None if pd.isna(value) else value) for name, value in wards.loc["hong_gai"].items() if name in {i.name for i in model.inputs}}
html = model.score(one)._repr_html_()
print(html[: html.index("<table>")])
