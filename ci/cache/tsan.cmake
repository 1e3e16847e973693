# SPDX-License-Identifier: MIT
# ThreadSanitizer, for the targets that share state between threads.
set(CMAKE_BUILD_TYPE Debug CACHE STRING "")
set(AZOTH_SANITIZE "thread" CACHE STRING "")
set(AZOTH_WARNINGS_AS_ERRORS ON CACHE BOOL "")
set(AZOTH_BUILD_TESTS ON CACHE BOOL "")
set(AZOTH_DIALECTS "sqlite" CACHE STRING "")
# As in the developer's build.
set(CMAKE_UNITY_BUILD ON CACHE BOOL "")
# Unoptimised: the compilers take longer than the tests.
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1" CACHE STRING "")
