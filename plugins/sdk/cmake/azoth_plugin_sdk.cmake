# SPDX-License-Identifier: MIT
#
# What an author of plugins calls after find_package(azoth REQUIRED COMPONENTS PluginSdk):
#
#   azoth_add_dialect(NAME <name> SOURCES <files…> [SCHEMES <names…>] [LIBRARIES <libraries…>])
#   azoth_add_driver(NAME <name> DIALECTS <names…> SOURCES <files…> [LIBRARIES <libraries…>])
#
# Each declares the target azoth_plugin_<name>, which builds libazoth_<name>.so. SCHEMES are what
# URLs may say, the name itself included when it should be one; they default to the name. DIALECTS
# are those that a driver can serve, by name, its own first. One of the SOURCES, by custom
# plugin.cpp, holds AZOTH_DIALECT_PLUGIN or AZOTH_DRIVER_PLUGIN of <azoth/sdk/plugin.hpp>.
#
# Built files go to AZOTH_PLUGIN_OUTPUT_DIRECTORY, by default <build>/azoth/plugins: the build tree
# has the shape of an installation. Name that directory in AZOTH_PLUGIN_PATH and every program finds
# the plugin. Inside the project's own tree the dialects named in AZOTH_STATIC_DIALECTS, and the
# drivers whose own dialect is among them, become part of libazoth instead.

set(AZOTH_PLUGIN_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/azoth/plugins" CACHE PATH
    "Where built plugins go")

function(azoth_add_dialect)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "SCHEMES;SOURCES;LIBRARIES")
    if(NOT arg_SCHEMES)
        set(arg_SCHEMES "${arg_NAME}")
    endif()
    azoth_plugin_check_names(azoth_add_dialect "${arg_NAME}" ${arg_SCHEMES})
    list(JOIN arg_SCHEMES "," schemes)
    set(definitions "AZOTH_PLUGIN_SCHEMES=${schemes}")
    set(home "${arg_NAME}")
    azoth_plugin_target()
endfunction()

function(azoth_add_driver)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "DIALECTS;SOURCES;LIBRARIES")
    azoth_plugin_check_names(azoth_add_driver "${arg_NAME}" ${arg_DIALECTS})
    if(NOT arg_DIALECTS)
        message(FATAL_ERROR "azoth_add_driver(${arg_NAME}): DIALECTS must name what it serves")
    endif()
    list(JOIN arg_DIALECTS "," dialects)
    set(definitions "AZOTH_PLUGIN_DIALECTS=${dialects}")
    list(GET arg_DIALECTS 0 home)
    azoth_plugin_target()
endfunction()

# Names become parts of symbols and of file names, and URLs cannot say others anyway.
function(azoth_plugin_check_names caller)
    foreach(name IN LISTS ARGN)
        if(NOT name MATCHES "^[a-z][a-z0-9_]*$")
            message(FATAL_ERROR "${caller}: '${name}' must match [a-z][a-z0-9_]*")
        endif()
    endforeach()
endfunction()

# The target itself, from the caller's arg_…, definitions and home: the dialect it comes with.
macro(azoth_plugin_target)
    if(NOT arg_NAME OR NOT arg_SOURCES)
        message(FATAL_ERROR "azoth plugin '${arg_NAME}': NAME and SOURCES are required")
    endif()
    if(arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "azoth plugin '${arg_NAME}': unknown '${arg_UNPARSED_ARGUMENTS}'")
    endif()
    set(target azoth_plugin_${arg_NAME})
    if(home IN_LIST AZOTH_STATIC_DIALECTS)
        azoth_plugin_static(${target})
    else()
        azoth_plugin_module(${target})
    endif()
    target_compile_definitions(${target} PRIVATE AZOTH_PLUGIN_NAME=${arg_NAME} ${definitions})
    target_compile_features(${target} PRIVATE cxx_std_20)
    set_target_properties(${target} PROPERTIES
        CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON POSITION_INDEPENDENT_CODE ON)
endmacro()

macro(azoth_plugin_module target)
    add_library(${target} MODULE ${arg_SOURCES})
    target_link_libraries(${target} PRIVATE azoth::azoth ${arg_LIBRARIES})
    # Unloading is never safe (an exception may outlive its library), so it is made impossible.
    # Missing symbols are the author's to see, not the user's; only clang's sanitizer runtimes live
    # in the program alone and cannot be found when a library is linked.
    target_link_options(${target} PRIVATE -Wl,-z,nodelete)
    get_target_property(options ${target} LINK_OPTIONS)
    if(NOT (CMAKE_CXX_COMPILER_ID MATCHES "Clang"
            AND "${options} ${CMAKE_CXX_FLAGS} ${CMAKE_MODULE_LINKER_FLAGS}" MATCHES "-fsanitize"))
        target_link_options(${target} PRIVATE -Wl,-z,defs)
    endif()
    set_target_properties(${target} PROPERTIES
        OUTPUT_NAME azoth_${arg_NAME} PREFIX lib SUFFIX .so
        LIBRARY_OUTPUT_DIRECTORY "${AZOTH_PLUGIN_OUTPUT_DIRECTORY}")
    set_property(GLOBAL APPEND PROPERTY AZOTH_PLUGIN_TARGETS ${target})
endmacro()

macro(azoth_plugin_static target)
    add_library(${target} OBJECT ${arg_SOURCES})
    target_compile_definitions(${target} PRIVATE AZOTH_PLUGIN_STATIC)
    target_include_directories(${target} PRIVATE
        $<TARGET_PROPERTY:azoth,INTERFACE_INCLUDE_DIRECTORIES>)
    target_link_libraries(${target} PRIVATE ${arg_LIBRARIES})
    target_link_libraries(azoth PRIVATE ${arg_LIBRARIES})
    target_sources(azoth PRIVATE $<TARGET_OBJECTS:${target}>)
    set_property(TARGET azoth APPEND PROPERTY AZOTH_STATIC_PLUGINS ${arg_NAME})
endmacro()
