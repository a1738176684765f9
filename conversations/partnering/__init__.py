"""Handing a family over to a partner: what the family is asked, and what the partner reads and answers."""
