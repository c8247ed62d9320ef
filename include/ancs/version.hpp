// version.hpp: versions of the library and of the rule language, which move apart.
#ifndef ANCS_VERSION_HPP
#define ANCS_VERSION_HPP

#define ANCS_VERSION_MAJOR 1
#define ANCS_VERSION_MINOR 0
#define ANCS_VERSION_PATCH 0

namespace ancs {

/// Version of the library that a host compiled against.
inline constexpr int version_major = ANCS_VERSION_MAJOR;
inline constexpr int version_minor = ANCS_VERSION_MINOR;
inline constexpr int version_patch = ANCS_VERSION_PATCH;

/// The rule language version this library reads: the number after `ancs` on a rule file's first line.
inline constexpr int language_version = 1;

}  // namespace ancs

#endif
