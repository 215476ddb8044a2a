"""Files of cases (材料) on disk: encrypted as they stream by, put in place whole or not at all.

`sealed_stream` encrypts and decrypts in chunks, `vault` knows the folder. Which file belongs to which case, who may have
it and what it is called stands in the table `material`; what a file may be, in `portal.services.materials`. Nothing
here ever sees a name.
"""
