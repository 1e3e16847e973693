# SPDX-License-Identifier: MIT
# azoth_room(NAME <name> SOURCES <files…> [LIBRARIES <private libraries…>])
#
# Declares one room of libazoth: an object library whose public headers are <room>/include. Room
# targets are named azoth_room_<name>; their include directories reach every later room, and the
# layer check (ci/checks/layers.py) is what keeps the includes pointing down.
function(azoth_room)
    cmake_parse_arguments(PARSE_ARGV 0 room "" "NAME" "SOURCES;LIBRARIES")
    set(target azoth_room_${room_NAME})
    add_library(${target} OBJECT ${room_SOURCES})
    target_compile_definitions(${target} PRIVATE AZOTH_BUILDING_CORE)
    # Nobody replaces functions of libazoth from outside, so its own calls need no indirection.
    target_compile_options(${target} PRIVATE -fno-semantic-interposition)
    target_include_directories(azoth PUBLIC $<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}/include>)
    target_include_directories(${target} PRIVATE $<TARGET_PROPERTY:azoth,INTERFACE_INCLUDE_DIRECTORIES>)
    target_link_libraries(${target} PRIVATE ${room_LIBRARIES})
    target_link_libraries(azoth PRIVATE ${room_LIBRARIES})
    target_sources(azoth PRIVATE $<TARGET_OBJECTS:${target}>)
    set_property(GLOBAL APPEND PROPERTY AZOTH_PUBLIC_INCLUDE_DIRS "${CMAKE_CURRENT_SOURCE_DIR}/include")
endfunction()
