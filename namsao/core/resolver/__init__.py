"""The public door without I/O: a request and the published entries in, a response out.

`ask` reads a request, `decide` looks the code up and judges it, `answer` writes status, headers and body.
"""
