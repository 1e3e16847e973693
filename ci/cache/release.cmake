# SPDX-License-Identifier: MIT
# What is installed, measured and packaged.
set(CMAKE_BUILD_TYPE Release CACHE STRING "")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG" CACHE STRING "")
set(AZOTH_WARNINGS_AS_ERRORS ON CACHE BOOL "")
set(AZOTH_DIALECTS "sqlite;postgresql;mysql;hive" CACHE STRING "")
