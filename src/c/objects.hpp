// objects.hpp: what the handles of programs, records and scorecards lead to.
#ifndef ANCS_C_OBJECTS_HPP
#define ANCS_C_OBJECTS_HPP

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "ancs/ancs.hpp"
#include "call.hpp"

namespace ancs::c {

struct program_object : object {
  static constexpr kind of = kind::program;
  using handle = ancs_program;
  program_object(const memory& m, ancs::program p, std::shared_ptr<const source> from);

  ancs::program program;
  std::shared_ptr<const source> text;

  // The description, ready to be copied out; `texts` holds what the program itself has not as text.
  ancs_program_info info{};
  std::vector<ancs_input_info> inputs;
  std::vector<ancs_group_info> groups;
  std::vector<ancs_criterion_info> criteria;
  std::vector<ancs_outcome_info> outcomes;
  std::vector<ancs_veto_info> vetoes;
  std::vector<ancs_parameter_info> parameters;
  std::vector<ancs_action_info> actions;
  std::vector<ancs_quota_info> quotas;
  ancs_model_info model{};

 private:
  void describe_model();
  const char* keep(std::string made);
  const char* keep(const std::optional<rational>& value);
  const char* const* keep(const std::vector<std::string>& all);
  std::deque<std::string> texts_;
  std::deque<std::vector<const char*>> lists_;
};

struct record_object : object {
  static constexpr kind of = kind::record;
  using handle = ancs_record;
  record_object(const memory& m, const program_object& p) : object(m), record(p.program), text(p.text) {}
  record_object(const memory& m, const record_object& from) : object(m), record(from.record), text(from.text) {}

  ancs::record record;
  std::shared_ptr<const source> text;
};

struct scorecard_object : object {
  static constexpr kind of = kind::scorecard;
  using handle = ancs_scorecard;
  scorecard_object(const memory& m, const ancs::program& p) : object(m), program(p) {}

  ancs::program program;  // of the last unit
  ancs::state scratch;
  ancs::scorecard card;
  std::vector<std::vector<const char*>> warning_texts;
};

/// The number that a text of the interface means, "0.5", "2/21", "36.3%"; empty if none.
std::optional<rational> number_in(std::string_view text);
/// The loader of a host that compiles files which include others.
std::optional<loader> loader_of(const ancs_compile_options& by);

/// A number as the interface gives it.
ancs_number number_of(const rational& value);
/// Bounds as the interface gives them.
ancs_points points_of(const bounds& of, std::int32_t state);
/// Findings that a call gives beside its result: a new error object, or null where there are none.
void give_findings(ancs_error** to, const memory& m, ancs_status status, diagnostics findings, std::vector<std::shared_ptr<const source>> texts = {});

/// Whether two programs are one: copies share their core.
inline bool same_program(const ancs::program& a, const ancs::program& b) { return &a.columns() == &b.columns(); }

inline language language_of(ancs_language wanted, const char* name) {
  if (wanted == ANCS_ENGLISH) return language::en;
  if (wanted == ANCS_VIETNAMESE) return language::vi;
  fail(ANCS_ERROR_ARGUMENT, code::host_bad_value, {name, std::to_string(wanted)});
}

}  // namespace ancs::c

#endif
