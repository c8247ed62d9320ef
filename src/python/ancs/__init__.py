# __init__.py: the package: compile a rule file, score units, read why.
"""ancs: exact, explained scoring of criteria tables from rule files.

>>> import ancs
>>> model = ancs.compile('''ancs 1
... model ward "Ward" { maximum 10 }
... input cases : count with baseline last_year
... group A maximum 10 {
...   criterion A1 "Fewer cases" maximum 10 {
...     when cases.last_year = 0 : none
...     bands fall(cases) { from 30% up : full  from 10% to below 30% : 5  below 10% : 0 }
...   }
... }''')
>>> card = model.score({"cases": 2, "cases.last_year": 3})
>>> card.total
Fraction(10, 1)
>>> print(card.explain().splitlines()[4])
  A1  Fewer cases                                                                          10/10

Only the standard library is needed; numpy and pandas are used when tables are scored. The engine is the shared library
libancs.so.1, called through its C interface; calls release the interpreter lock.
"""

from . import _library
from .errors import DataError, Error, Finding, RuleError, RuleWarning, Stopped
from .describe import Action, Criterion, Group, Input, ModelInfo, Outcome, Parameter, Quota, Veto
from .model import Model, changes, compile, format
from .rule_set import RuleSet
from .scorecard import Bounds, Made, Needs, Scorecard
from .session import Session

__version__ = _library.text(_library.library.ancs_version())
__all__ = ["Action", "Bounds", "Criterion", "DataError", "Error", "Finding", "Group", "Input", "Made", "Model", "ModelInfo", "Needs", "Outcome",
           "Parameter", "Quota", "RuleError", "RuleSet", "RuleWarning", "Scorecard", "Session", "Stopped", "Veto", "changes", "compile", "format"]
