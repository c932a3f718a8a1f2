"""Proves the whole on the shipped platform, `testdata/lyss`: its own suites pass on the old pins, fail on the new ones, and pass on
those again with what exuvia makes of the code and the hand edits that its checklist names.

    python -m proof_lyss --help        in the folder above this one

`stub` answers in the place of OpenAI, `suites` runs what pytest finds, `locks` holds the environments against the manifests,
`checklist` the hand edits (`by_hand.patch`) against what the plan leaves to people.
"""
