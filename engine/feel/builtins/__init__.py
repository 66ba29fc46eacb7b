"""The functions of FEEL, by theme: the standard's in use here, and ours for working days and limits."""

from engine.feel.builtins import contexts, conversion, dates, lists, numbers, statistics, text, workdays
from engine.feel.builtins.registry import BUILTINS, Builtin

__all__ = ["BUILTINS", "SPACED_NAMES", "Builtin"]

THEMES = (contexts, conversion, dates, lists, numbers, statistics, text, workdays)  # importing them registers them
IS_DEFINED = "is defined"  # asks of the name itself, not of its value; hence no function of its value

SPACED_NAMES = frozenset(name for name in (*BUILTINS, IS_DEFINED) if " " in name)
