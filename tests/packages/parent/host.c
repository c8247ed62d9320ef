/* host.c: a program of the parent project that calls the C library of the same build. */
#include <ancs.h>
#include <stdio.h>

int main(void) {
  printf("C: ancs %s\n", ancs_version());
  return ancs_check_abi(ANCS_ABI_MAJOR, ANCS_ABI_MINOR, NULL) != ANCS_OK;
}
