"""Process templates: the usual stages of making a kind of product, one file per kind and version.

`mien-dong.json` is version 1; a correction is a new file `mien-dong.v2.json` with the same id and version 2. A
producer's own copy stays with the product. `namsao.core.processes.reading.read` makes a `Template` of either.
`yield` is output per input in kg/kg, `days` the days since the stage before. With `verify` true nobody has confirmed
it: screens say "cần xác minh", and it is never shown as law.
"""
