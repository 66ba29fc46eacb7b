"""The pages of the record: what is known of a child, and of a family."""
