# SPDX-License-Identifier: MIT
# What `cmake --install` puts where, and what find_package(azoth) finds afterwards:
#
#   <libdir>/libazoth.so.*             the library
#   <libdir>/azoth/plugins/            dialects and drivers
#   <bindir>/azoth                     the command-line program
#   <includedir>/azoth/                headers: every directory in AZOTH_PUBLIC_INCLUDE_DIRS
#   <libdir>/cmake/azoth/              the package: azoth::azoth, and a file per component
#
# A room that offers a component to find_package() appends "<Component>=<file>" to the global
# property AZOTH_PACKAGE_COMPONENTS; the file is included when the component is asked for.
include(CMakePackageConfigHelpers)

# Before 1.0 every minor version may change the binary interface.
set_target_properties(azoth PROPERTIES
    VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
target_compile_features(azoth PUBLIC cxx_std_20)

if(NOT PROJECT_IS_TOP_LEVEL)
    return()
endif()

set(azoth_plugin_directory "${CMAKE_INSTALL_LIBDIR}/azoth/plugins")
set(azoth_package_directory "${CMAKE_INSTALL_LIBDIR}/cmake/azoth")

install(TARGETS azoth EXPORT azothTargets
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
        INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

get_property(include_directories GLOBAL PROPERTY AZOTH_PUBLIC_INCLUDE_DIRS)
foreach(directory IN LISTS include_directories)
    install(DIRECTORY ${directory}/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
            FILES_MATCHING PATTERN "*.hpp")
endforeach()

# A plugin finds the library in its process by name; the path is for ldd and for debuggers.
get_property(plugins GLOBAL PROPERTY AZOTH_PLUGIN_TARGETS)
foreach(plugin IN LISTS plugins)
    set_target_properties(${plugin} PROPERTIES INSTALL_RPATH "$ORIGIN/../..")
    install(TARGETS ${plugin} LIBRARY DESTINATION ${azoth_plugin_directory})
endforeach()

if(TARGET azoth_program)
    file(RELATIVE_PATH from_program "/${CMAKE_INSTALL_BINDIR}" "/${CMAKE_INSTALL_LIBDIR}")
    set_target_properties(azoth_program PROPERTIES INSTALL_RPATH "$ORIGIN/${from_program}")
    install(TARGETS azoth_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()

install(EXPORT azothTargets NAMESPACE azoth:: DESTINATION ${azoth_package_directory})
configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/azothConfig.cmake.in"
                              "${CMAKE_CURRENT_BINARY_DIR}/azothConfig.cmake"
                              INSTALL_DESTINATION ${azoth_package_directory}
                              NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file("${CMAKE_CURRENT_BINARY_DIR}/azothConfigVersion.cmake"
                                 COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/azothConfig.cmake"
              "${CMAKE_CURRENT_BINARY_DIR}/azothConfigVersion.cmake"
        DESTINATION ${azoth_package_directory})

get_property(components GLOBAL PROPERTY AZOTH_PACKAGE_COMPONENTS)
foreach(component IN LISTS components)
    string(REGEX MATCH "^([A-Za-z]+)=(.+)$" matched "${component}")
    install(FILES "${CMAKE_MATCH_2}" DESTINATION ${azoth_package_directory}
            RENAME azoth${CMAKE_MATCH_1}.cmake)
endforeach()
