"""FEEL, the expression language of the diagrams, tables and forms: compiled once, run with a bounded cost."""

from engine.domain.errors import FeelError, FeelTooCostly
from engine.feel.expression import DueCall, Expression, compile_unary
from engine.feel.expression import compile_expression as compile
from engine.feel.running import Environment
from engine.feel.values import Months

__all__ = ["DueCall", "Environment", "Expression", "FeelError", "FeelTooCostly", "Months", "compile", "compile_unary"]
