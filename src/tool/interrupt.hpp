// interrupt.hpp: Ctrl-C while results are written: the line in hand is finished first.
#ifndef ANCS_TOOL_INTERRUPT_HPP
#define ANCS_TOOL_INTERRUPT_HPP

namespace tool {

/// From here on an interrupt (or a request to terminate) is only noted; the next one ends the program at once.
void hold_interrupts();
/// True once it was noted.
bool interrupted();
/// Lets a noted interrupt end the program as it would have at once, so that who started it sees why.
void give_in_to_interrupt();

}  // namespace tool

#endif
