"""How each kind of node becomes a closure, by theme."""

from engine.feel.building import access, calls, cells, literals, logic, loops

THEMES = (access, calls, cells, literals, logic, loops)  # importing them registers their builders
