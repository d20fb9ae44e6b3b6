"""Reading one response: what kind of page it is, and the record it holds. Asks for no other page."""
