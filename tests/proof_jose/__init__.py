"""Proof by running tokens through both libraries: what exuvia makes of code on python-jose does on PyJWT what it did.

`scripts/proof-jose` runs it. Programs are drawn by lot (`composed.py`). Each runs in a Python that has python-jose alone, and,
rewritten, in one that has PyJWT alone (`worker.py`), with good, late, forged and broken tokens that neither library has made
(`tokens.py`). Compared is what each function gives and raises.
"""
