"""How model names are spelled in the wild: what may be written differently, and what may be left away.

`tables` has the rules as data, `keys` says which spellings are the same, `readings` applies the rules in their order.
Nothing here knows a model; `llmreg.resolution` looks the readings up.
"""
