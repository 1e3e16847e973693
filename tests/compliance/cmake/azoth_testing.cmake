# SPDX-License-Identifier: MIT
#
# What an author of a dialect calls after find_package(azoth REQUIRED COMPONENTS PluginSdk Testing):
#
#   azoth_add_compliance_test(DIALECT <name> REQUIREMENTS <file> [NAME <name>])
#
# Declares the program and the test compliance_<name> (NAME defaults to the dialect's), labels
# "compliance" and the dialect's name. The file defines azoth::compliance::make_requirements(), see
# <azoth/compliance/requirements.hpp>. Plugins of this build are found without further ado: their
# directory is put on AZOTH_PLUGIN_PATH. Without a database to run against the test says "not run"
# and is skipped. Call enable_testing() first.

if(NOT TARGET azoth::compliance AND EXISTS "${CMAKE_CURRENT_LIST_DIR}/azothTestingTargets.cmake")
    include(CMakeFindDependencyMacro)
    find_dependency(GTest)
    include("${CMAKE_CURRENT_LIST_DIR}/azothTestingTargets.cmake")
endif()

function(azoth_add_compliance_test)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "DIALECT;REQUIREMENTS;NAME" "")
    if(NOT arg_DIALECT OR NOT arg_REQUIREMENTS OR arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "azoth_add_compliance_test: DIALECT and REQUIREMENTS are required, "
                            "unknown '${arg_UNPARSED_ARGUMENTS}'")
    endif()
    if(NOT arg_NAME)
        set(arg_NAME "${arg_DIALECT}")
    endif()
    set(target compliance_${arg_NAME})
    add_executable(${target} "${arg_REQUIREMENTS}")
    target_link_libraries(${target} PRIVATE azoth::compliance)
    get_property(plugins GLOBAL PROPERTY AZOTH_PLUGIN_TARGETS)
    if(plugins)
        add_dependencies(${target} ${plugins})
    endif()
    add_test(NAME ${target} COMMAND ${target})
    set_tests_properties(${target} PROPERTIES
        LABELS "compliance;${arg_DIALECT}" TIMEOUT 300 SKIP_RETURN_CODE 77
        ENVIRONMENT_MODIFICATION
        "AZOTH_PLUGIN_PATH=path_list_prepend:${AZOTH_PLUGIN_OUTPUT_DIRECTORY}")
endfunction()
