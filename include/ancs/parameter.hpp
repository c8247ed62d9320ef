// parameter.hpp: a declared constant of a rule file that a host may change for a what-if.
//
// `parameter pass = 80 between 0 and 110` is a register of the graph (node_op::parameter) that no data column fills: it holds the file's
// value as a preset, like a constant, and the proofs hold over its whole range, so that another value needs no new compilation.
// program::with_parameter gives a program that shares everything with the first except the list of values (program_access::changed):
// records, states, batches and plans of inputs stay valid for both, and register files notice the change by the list's address.
// What depends on a parameter is found by walking node::args up from program_data::parameters[i].node; every other register, and every
// column computed from one, is the same under all values of the parameter. Column plans read the value when they are made.
#ifndef ANCS_PARAMETER_HPP
#define ANCS_PARAMETER_HPP

#include <string>

#include "number.hpp"

namespace ancs {

struct parameter_info {
  std::string name;
  std::string title;       ///< empty if none
  bool percent = false;    ///< written with %; its value is the share: 80% is 4/5
  rational value;          ///< what the program scores with
  rational declared;       ///< what the file says
  rational low, high;      ///< the ends of its range, both allowed
};

}  // namespace ancs

#endif
