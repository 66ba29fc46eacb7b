"""What lasts, and the only place that opens and commits transactions.

`connect` makes the pools and the schema, `unit_of_work` is the one transaction of a command, `chain` proves the logs,
`steps` writes down what an instance has become, `record` is what operations write the record with.
"""
