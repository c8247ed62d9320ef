# packages.cmake: what is installed where, for find_package(ancs 1) and pkg-config, and the Debian packages of `cpack -G DEB`:
# libancs1, libancs-dev, ancs-tools, python3-ancs.
if(EXISTS /etc/debian_version AND CMAKE_LIBRARY_ARCHITECTURE AND NOT DEFINED CMAKE_INSTALL_LIBDIR)
  set(CMAKE_INSTALL_LIBDIR lib/${CMAKE_LIBRARY_ARCHITECTURE} CACHE PATH "Where libraries go")
endif()
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(ANCS_CONFIG_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/ancs)

# ---- libraries and headers; three sets of targets, so that one can be found without what the others need ----

set_target_properties(ancs_header_only PROPERTIES EXPORT_NAME header_only)
install(TARGETS ancs EXPORT ancs_cpp
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT libancs-dev
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT libancs1 NAMELINK_COMPONENT libancs-dev
  FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT libancs-dev)
# Public headers include the tables and, in a header-only host, the bodies.
install(DIRECTORY include/ancs DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT libancs-dev
  FILES_MATCHING PATTERN "*.hpp" PATTERN "*.def" PATTERN "*.inc")
install(TARGETS ancs_header_only EXPORT ancs_header_only)
install(TARGETS ancs_c EXPORT ancs_c
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT libancs1 NAMELINK_COMPONENT libancs-dev
  FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT libancs-dev)
foreach(set cpp header_only c)
  install(EXPORT ancs_${set} NAMESPACE ancs:: FILE ancs_${set}.cmake DESTINATION ${ANCS_CONFIG_DIR} COMPONENT libancs-dev)
endforeach()

configure_package_config_file(src/cmake/ancs-config.cmake.in ${PROJECT_BINARY_DIR}/src/cmake/ancs-config.cmake INSTALL_DESTINATION ${ANCS_CONFIG_DIR})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/src/cmake/ancs-config-version.cmake COMPATIBILITY SameMajorVersion)
install(FILES ${PROJECT_BINARY_DIR}/src/cmake/ancs-config.cmake ${PROJECT_BINARY_DIR}/src/cmake/ancs-config-version.cmake
  DESTINATION ${ANCS_CONFIG_DIR} COMPONENT libancs-dev)
foreach(name ancs ancs++ ancs-header-only)
  configure_file(src/cmake/${name}.pc.in src/cmake/${name}.pc @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/src/cmake/${name}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT libancs-dev)
endforeach()

# ---- the tool, with its manual and the completion of its command line ----

if(TARGET ancs_tool)
  install(TARGETS ancs_tool RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT ancs-tools)
  install(DIRECTORY ${PROJECT_BINARY_DIR}/share/man/ DESTINATION ${CMAKE_INSTALL_MANDIR} COMPONENT ancs-tools)
  install(FILES ${PROJECT_BINARY_DIR}/share/completion/ancs DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT ancs-tools)
  install(FILES examples/hong_gai/hong_gai.ancs examples/hong_gai/units.csv DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples COMPONENT ancs-tools)
endif()

# ---- Python: the package is pure Python; its library comes with libancs1 ----

if(EXISTS ${PROJECT_SOURCE_DIR}/src/python/ancs)
  install(DIRECTORY src/python/ancs DESTINATION lib/python3/dist-packages COMPONENT python3-ancs
    FILES_MATCHING PATTERN "*.py" PATTERN "py.typed" PATTERN "__pycache__" EXCLUDE)
endif()

# ---- Debian packages ----

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME ancs)
set(CPACK_PACKAGE_VENDOR "ancs")
set(CPACK_PACKAGE_CONTACT "ancs maintainers <ancs@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "exact, explained scoring of criteria tables")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL libancs1 libancs-dev)
if(TARGET ancs_tool)
  list(APPEND CPACK_COMPONENTS_ALL ancs-tools)
endif()
if(EXISTS ${PROJECT_SOURCE_DIR}/src/python/ancs)
  list(APPEND CPACK_COMPONENTS_ALL python3-ancs)
endif()
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(same_version "(= ${PROJECT_VERSION}-1)")

set(CPACK_DEBIAN_LIBANCS1_PACKAGE_NAME libancs1)
set(CPACK_DEBIAN_LIBANCS1_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LIBANCS1_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY ">=")
set(CPACK_COMPONENT_LIBANCS1_DESCRIPTION "exact, explained scoring of criteria tables - C library
 Scores units by a rule file with exact arithmetic and says why. This is
 libancs.so.1, for programs in C and in languages that call C.")
set(CPACK_DEBIAN_LIBANCS-DEV_PACKAGE_NAME libancs-dev)
set(CPACK_DEBIAN_LIBANCS-DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_LIBANCS-DEV_PACKAGE_DEPENDS "libancs1 ${same_version}, libutf8proc-dev")
set(CPACK_DEBIAN_LIBANCS-DEV_PACKAGE_SUGGESTS "libboost1.81-dev")
set(CPACK_COMPONENT_LIBANCS-DEV_DESCRIPTION "exact, explained scoring of criteria tables - development files
 The headers of the C and C++ interfaces, the compiled C++ library, and what
 CMake and pkg-config need. The header-only library wants Boost 1.81.")
set(CPACK_DEBIAN_ANCS-TOOLS_PACKAGE_NAME ancs-tools)
set(CPACK_DEBIAN_ANCS-TOOLS_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_ANCS-TOOLS_PACKAGE_SHLIBDEPS ON)
set(CPACK_COMPONENT_ANCS-TOOLS_DESCRIPTION "exact, explained scoring of criteria tables - command line
 The command ancs: proves rule files sound, scores and ranks units, explains
 every point.")
set(CPACK_DEBIAN_PYTHON3-ANCS_PACKAGE_NAME python3-ancs)
set(CPACK_DEBIAN_PYTHON3-ANCS_PACKAGE_SECTION python)
set(CPACK_DEBIAN_PYTHON3-ANCS_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_PYTHON3-ANCS_PACKAGE_DEPENDS "python3 (>= 3.11), libancs1 (>= ${PROJECT_VERSION})")
set(CPACK_DEBIAN_PYTHON3-ANCS_PACKAGE_RECOMMENDS "python3-pandas, python3-numpy")
set(CPACK_DEBIAN_PYTHON3-ANCS_PACKAGE_CONTROL_EXTRA ${PROJECT_SOURCE_DIR}/src/cmake/python3-ancs/postinst ${PROJECT_SOURCE_DIR}/src/cmake/python3-ancs/prerm)
set(CPACK_DEBIAN_PYTHON3-ANCS_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_COMPONENT_PYTHON3-ANCS_DESCRIPTION "exact, explained scoring of criteria tables - Python
 Scores mappings, pandas data frames and Arrow data through libancs.so.1.")
include(CPack)
