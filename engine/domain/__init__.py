"""Values, errors, time and the arithmetic of statutory dates. Imports nothing of ours."""
