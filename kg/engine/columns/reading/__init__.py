"""SPARQL text into algebra: a reader of texts that Oxigraph has taken, so that it need not tell right from wrong.

What it does not know raises `Unsupported`, never an error of its own.
"""
