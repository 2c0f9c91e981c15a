"""The brain as pictures: which shapes there are, which region each is, and regions painted by what was found in them.

`cut.tsv` are shapes of ggseg (`cut.py`), `drawn.tsv` those drawn by hand, as points of curves (`curves.py`);
`regions.tsv` says for each region of the graph which shapes it is, how truly, and why. Sides are not told apart.
"""
