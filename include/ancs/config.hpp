// config.hpp: the build-mode macro of the library, and nothing else.
#ifndef ANCS_CONFIG_HPP
#define ANCS_CONFIG_HPP

// Bodies that are not templates live in impl/*_inl.hpp and are marked ANCS_FUNC: `inline` where the host
// asks for the header-only library, nothing where it links the compiled one.
#ifdef ANCS_HEADER_ONLY
#define ANCS_FUNC inline
#else
#define ANCS_FUNC
#endif

#endif
