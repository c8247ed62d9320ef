// dictionary.cpp: writes the words of the rule language as a libFuzzer dictionary, so that mutations reach past the first keyword.
#include <cstdio>
#include <set>
#include <string>

int main() {
  std::set<std::string> words{"%", "0.5", "0,5", "2022-01-01", "01/4/2022", "\\\"a\\\"", "{", "}", "(", ")", "<=", ">=", "!=", "ancs 1", "ancs 1 vi"};
#define ANCS_KEYWORD(id, use, english, vietnamese) words.insert({english, vietnamese});
#include "ancs/keywords.def"
#undef ANCS_KEYWORD
  words.erase("");
  // libFuzzer reads bytes past ASCII as escapes only.
  for (const auto& word : words) {
    std::putchar('"');
    for (const unsigned char c : word) c < 0x80 ? std::printf("%c", c) : std::printf("\\x%02X", c);
    std::puts("\"");
  }
}
