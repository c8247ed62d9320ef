// integer128.hpp: the compiler's 128-bit integers by one name, without a pedantic warning.
#ifndef ANCS_IMPL_INTEGER128_HPP
#define ANCS_IMPL_INTEGER128_HPP

namespace ancs::detail {

__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;

}  // namespace ancs::detail

#endif
