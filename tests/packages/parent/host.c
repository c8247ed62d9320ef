/* host.c: stands for the parent project; never built. */
int main(void) { return 0; }
