# SPDX-License-Identifier: MIT
# One compiler configuration for every target of the project.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

add_compile_options(-Wall -Wextra -Wno-psabi)
if(AZOTH_WARNINGS_AS_ERRORS)
    add_compile_options(-Werror)
endif()

# Sanitizers are part of the build configuration, not of single targets: mixing them is what the
# plugin door refuses.
if(AZOTH_SANITIZE)
    add_compile_options(-fsanitize=${AZOTH_SANITIZE} -fno-omit-frame-pointer
                        -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${AZOTH_SANITIZE})
endif()

find_program(AZOTH_CCACHE ccache)
if(AZOTH_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${AZOTH_CCACHE}")
    set(CMAKE_C_COMPILER_LAUNCHER "${AZOTH_CCACHE}")
endif()
option(AZOTH_FAST_LINKER "Link with mold where it is installed" ON)
find_program(AZOTH_MOLD mold)
if(AZOTH_FAST_LINKER AND AZOTH_MOLD)
    add_link_options(-fuse-ld=mold)
endif()

# Debian's default Boost is 1.74; the project is written against 1.81.
find_package(Boost 1.81 REQUIRED)
find_package(Threads REQUIRED)
