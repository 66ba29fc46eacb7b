"""The commands of the command line, one a file: each has a `command`, and says in its help what it does by example."""
