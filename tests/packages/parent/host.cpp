// host.cpp: stands for the parent project; never built.
int main() {}
