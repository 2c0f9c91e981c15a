"""Commands of `kg`, one module a noun; `kg/cli.py` gives them their names."""
