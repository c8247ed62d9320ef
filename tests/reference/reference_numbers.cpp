// reference_numbers.cpp: the numbers of the oracle: rounding, dates, reading and writing.
#include "reference.hpp"

namespace reference {

number floor(const number& x) {
  const auto top = numerator(x), bottom = denominator(x);
  auto q = top / bottom;  // toward zero
  if (top < 0 && q * bottom != top) --q;
  return number(q);
}

number round(const number& x, const number& step, ancs::rounding_mode mode) {
  const number exact = x / step, below = floor(exact), above = below + 1, half = below + number(1, 2);
  if (exact == below) return x;
  switch (mode) {
    case ancs::rounding_mode::up:
      return above * step;
    case ancs::rounding_mode::down:
      return below * step;
    case ancs::rounding_mode::half_up:
      if (exact == half) return (x > 0 ? above : below) * step;
      break;
    case ancs::rounding_mode::half_even:
      if (exact == half) return (numerator(below) % 2 == 0 ? below : above) * step;
      break;
  }
  return (exact < half ? below : above) * step;
}

number days(int year, int month, int day) {
  const auto leap = [](int y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; };
  const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  long count = 0;
  for (int y = 1970; y < year; ++y) count += leap(y) ? 366 : 365;
  for (int y = year; y < 1970; ++y) count -= leap(y) ? 366 : 365;
  for (int m = 1; m < month; ++m) count += lengths[m - 1] + (m == 2 && leap(year) ? 1 : 0);
  return number(count + day - 1);
}

number parse(const std::string& text) {
  using integer = boost::multiprecision::number<boost::multiprecision::cpp_int_backend<>, boost::multiprecision::et_off>;
  const bool negative = !text.empty() && text[0] == '-';
  integer top = 0, bottom = 1;
  std::size_t at = negative ? 1 : 0;
  bool fraction = false;
  for (; at < text.size() && text[at] != '/'; ++at) {
    if (text[at] == '.') {
      fraction = true;
      continue;
    }
    top = top * 10 + (text[at] - '0');
    if (fraction) bottom *= 10;
  }
  if (at < text.size()) {
    integer divisor = 0;
    for (++at; at < text.size(); ++at) divisor = divisor * 10 + (text[at] - '0');
    bottom *= divisor;
  }
  return negative ? -number(top, bottom) : number(top, bottom);
}

number from(const ancs::rational& x) {
  const auto top = x.numerator().to_int64(), bottom = x.small_denominator();
  return top && bottom ? number(*top, *bottom) : parse(x.to_string());
}

ancs::rational to(const number& x) {
  const auto read = ancs::rational::parse(x.str());
  if (!read) throw fault("not a number: " + x.str());
  return *read;
}

}  // namespace reference
