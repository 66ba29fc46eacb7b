"""Forms: a `.form` file (form-js JSON, in the GOV.UK profile) becomes a Form that cleans answers.

A Form never trusts what comes in: answers of any JSON shape give clean answers or AnswersRefused, and nothing else.
"""

from engine.domain.errors import FormRefused
from engine.forms.behalf import checked, read_behalf, with_behalf
from engine.forms.components import ROW_CAP, Component
from engine.forms.form import Form
from engine.forms.placing import Placed, Row

__all__ = ["ROW_CAP", "Component", "Form", "FormRefused", "Placed", "Row", "checked", "read_behalf", "with_behalf"]
