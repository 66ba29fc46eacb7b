"""What Childpath costs, measured: `make bench`. Every figure compares two things in one run, so the machine falls out.

The benchmark has diagrams of its own (`files/`), so that it does not change with the product's. A family is visited for
years: seeing the child and writing it up are two tasks with a deadline each, and each visit is a small instance that
starts the next by a message, as the product's own stages are.

A *visit* is the unit: two completed tasks, one that moves on inside its instance, one that ends it and starts the next.
"""
