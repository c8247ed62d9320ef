// frames.hpp: a million rows of Workload W as a pandas frame, against the same through the C++ library and in NumPy.
#ifndef ANCS_BENCH_FRAMES_HPP
#define ANCS_BENCH_FRAMES_HPP

#include <cstddef>

namespace ancs_bench {

/// Prints the ratios, where the system's Python has pandas; false where a script fails or its results differ.
bool report_frames(std::size_t rows, int rounds);

}  // namespace ancs_bench

#endif
