# SPDX-License-Identifier: MIT
# The developer's build: debug, ASan and UBSan. Use: cmake -C ci/cache/dev.cmake -S . -B build
set(CMAKE_BUILD_TYPE Debug CACHE STRING "")
set(AZOTH_SANITIZE "address,undefined" CACHE STRING "")
set(AZOTH_WARNINGS_AS_ERRORS ON CACHE BOOL "")
set(AZOTH_BUILD_TESTS ON CACHE BOOL "")
set(AZOTH_DIALECTS "sqlite;postgresql;mysql;hive" CACHE STRING "")
# Eight files at a time: headers take most of the time. The release build takes each file alone.
set(CMAKE_UNITY_BUILD ON CACHE BOOL "")
# Unoptimised: sanitizers at -O1 cost three times the compile time.
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1" CACHE STRING "")
