#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every source says its licence in its first line, or behind its #! line."""
import re

import tree

LINE = "SPDX-License-Identifier: MIT"
COMMENT = {".hpp": "//", ".cpp": "//", ".h": "//", ".c": "//", ".java": "//", ".inc": "//",
           ".py": "#", ".cmake": "#", ".cases": "#", ".sh": "#"}


def comment_of(files, name):
    base = name.rsplit("/", 1)[-1]
    if base == "CMakeLists.txt":
        return "#"
    for suffix, comment in COMMENT.items():
        if base.endswith(suffix):
            return comment
    # Programs without a suffix, such as ci/test.
    return "#" if files.read(name).startswith("#!") else None


def check(files):
    for name in files.files:
        comment = comment_of(files, name)
        if comment is None:
            continue
        lines = files.read(name).splitlines() or [""]
        first = lines[1] if lines[0].startswith("#!") and len(lines) > 1 else lines[0]
        if first not in (f"{comment} {LINE}", f"/* {LINE} */"):
            yield f"{name}: the first line is not: {comment} {LINE}"
        if re.search(r"(?i)all rights reserved|GNU General Public", files.read(name)) and \
                not name.endswith("licence.py"):
            yield f"{name}: another licence"


PLANT = {
    "a.hpp": "// SPDX-License-Identifier: MIT\n",
    "b.cpp": "#include <b.hpp>\n// SPDX-License-Identifier: MIT\n",
    "c/CMakeLists.txt": "# SPDX-License-Identifier: Apache-2.0\n",
    "ci/test": "#!/bin/sh\n# SPDX-License-Identifier: MIT\n",
    "ci/other": "#!/bin/sh\nset -u\n",
    "empty.py": "",
    "d.cpp": "// SPDX-License-Identifier: MIT\n// All rights reserved.\n",
    "README.md": "no line needed\n",
}
EXPECTED = ["b.cpp", "c/CMakeLists.txt", "ci/other", "empty.py", "d.cpp: another licence"]

if __name__ == "__main__":
    tree.main(check, PLANT, EXPECTED, __doc__)
