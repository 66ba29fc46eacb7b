"""What pages, the worker and diagrams read: one question a file, frozen values, always ordered, paged by key.

Each question that a person asks takes the Actor and passes through `visible.visible_to`. Nothing here writes.
"""
