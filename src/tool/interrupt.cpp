// interrupt.cpp: POSIX signals; a read that waits is woken.
#include "interrupt.hpp"

#include <csignal>
#include <initializer_list>

namespace tool {

namespace {

volatile std::sig_atomic_t noted = 0;

void note(int signal) { noted = signal; }

}  // namespace

void hold_interrupts() {
  struct sigaction how {};
  how.sa_handler = note;
  how.sa_flags = static_cast<int>(SA_RESETHAND);
  sigemptyset(&how.sa_mask);
  for (const int signal : {SIGINT, SIGTERM}) {
    struct sigaction before {};
    // Who ignores it, as a shell does for what runs behind it, goes on ignoring it.
    if (sigaction(signal, nullptr, &before) == 0 && before.sa_handler != SIG_IGN) sigaction(signal, &how, nullptr);
  }
}

bool interrupted() { return noted != 0; }

void give_in_to_interrupt() {
  if (noted == 0) return;
  std::signal(noted, SIG_DFL);
  std::raise(noted);
}

}  // namespace tool
