"""Many people at work at once, on the real server: how quick it is, what goes wrong, and whether anything is lost.

`browsing` is a browser that measures, `people` what each person does, `house` the portal and its database, `told` the report;
`__main__` puts them together.
"""
