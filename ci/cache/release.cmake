# SPDX-License-Identifier: MIT
# What is installed, measured and packaged.
set(CMAKE_BUILD_TYPE Release CACHE STRING "")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG" CACHE STRING "")
# GNU ld puts what is rarely run apart from the rest; mold mixes them, which costs 3 % when rendering.
set(AZOTH_FAST_LINKER OFF CACHE BOOL "")
set(AZOTH_WARNINGS_AS_ERRORS ON CACHE BOOL "")
set(AZOTH_DIALECTS "sqlite;postgresql;mysql;hive" CACHE STRING "")
