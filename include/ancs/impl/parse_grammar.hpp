// parse_grammar.hpp: the grammar of the rule language. It reads as its reference: one rule per construct, no actions.
// One token decides between alternatives, so what was read is never read again.
#ifndef ANCS_IMPL_PARSE_GRAMMAR_HPP
#define ANCS_IMPL_PARSE_GRAMMAR_HPP

#include "parse_directives.hpp"

namespace ancs::detail::grammar {

// ---- rule ids and rules ----

inline constexpr x3::rule<struct literal_id> literal = "literal";
inline constexpr x3::rule<struct strings_id> strings = "strings";
inline constexpr x3::rule<struct title_id> title = "title";
inline constexpr x3::rule<struct expression_id> expression = "expression";
inline constexpr x3::rule<struct sum_id> sum = "sum";
inline constexpr x3::rule<struct atom_id> atom = "atom";
inline constexpr x3::rule<struct reference_id> reference = "reference";
inline constexpr x3::rule<struct points_id> points = "points";
inline constexpr x3::rule<struct clause_id> clause = "clause";
inline constexpr x3::rule<struct criterion_id> criterion = "criterion";
inline constexpr x3::rule<struct item_id> item = "item";
inline constexpr x3::rule<struct group_id> group = "group";
inline constexpr x3::rule<struct model_id> model = "model";
inline constexpr x3::rule<struct input_id> input = "input";
inline constexpr x3::rule<struct outcome_id> outcome = "outcome";
inline constexpr x3::rule<struct check_id> check = "check";
inline constexpr x3::rule<struct outcome_is_id> outcome_is = "outcome_is";
inline constexpr x3::rule<struct document_id> document = "document";

// The formatter would break rules inside their node(…)[ … ].
// clang-format off

// ---- words ----

using nk = node_kind;
using tk = token_kind;
using k = keyword;
using w = wanted;

inline constexpr auto colon = sign(tk::colon);
inline constexpr auto comma = sign(tk::comma);
inline constexpr auto open_paren = sign(tk::paren_open);
inline constexpr auto close_paren = sign(tk::paren_close);
inline constexpr auto more = may[comma];


inline constexpr auto name = name_of(w::name);
inline constexpr auto title_def = -may[label_of(w::title)];
inline constexpr auto strings_def = label_of(w::string) >> *(more >> label_of(w::string));
inline constexpr auto day = leaf(tk::date, nk::date, w::day);
inline constexpr auto minus = -may[leaf(tk::minus, nk::minus)];
inline constexpr auto literal_def = named(w::number)[node(nk::literal)[minus >> (sign(tk::number) | sign(tk::percent))]];
inline constexpr auto percent = leaf(tk::percent, nk::literal, w::percent);

// ---- expressions, loosest first: or, and, not, comparison, sum, product, minus ----

inline constexpr auto comparison_sign =
    node(nk::operator_sign)[sign(tk::equal) | sign(tk::not_equal) | sign(tk::less) | sign(tk::less_equal) |
                                                     sign(tk::greater) | sign(tk::greater_equal)];
inline constexpr auto comparison = node(nk::comparison)[
    sum >> -may[comparison_sign >> sum | word(k::is_given, nk::is_given) | word(k::is_not_given, nk::is_not_given) |
                node(nk::is_one_of)[kw(k::is_one_of) >> strings]]];
inline constexpr auto negation = node(nk::negation)[*may[word(k::not_, nk::not_word)] >> comparison];
inline constexpr auto conjunction = node(nk::conjunction)[negation >> *(may[kw(k::and_)] >> negation)];
inline constexpr auto expression_def = named(w::expression)[node(nk::disjunction)[conjunction >> *(may[kw(k::or_)] >> conjunction)]];

inline constexpr auto unary = node(nk::unary)[minus >> atom];
inline constexpr auto product = node(nk::product)[unary >> *(may[node(nk::operator_sign)[sign(tk::star) | sign(tk::slash)]] >> unary)];
inline constexpr auto sum_def = named(w::expression)[
    node(nk::sum)[product >> *(may[node(nk::operator_sign)[sign(tk::plus) | sign(tk::minus)]] >> product)]];

inline constexpr auto member = named(w::reference_name)[node(nk::member)[word(k::evidence, nk::evidence_member) | a_name() | sign(tk::number)]];
inline constexpr auto reference_def =
    named(w::reference_name)[node(nk::reference)[name_of(w::reference_name) >> -(may[sign(tk::dot)] >> member >> -(may[sign(tk::dot)] >> member))]];

inline constexpr auto total = node(nk::total)[
    kw(k::total) >> -may[word(k::rescaled, nk::rescaled) | kw(k::with) >> (word(k::all, nk::with_all) | name_of(w::reference_name))]];
inline constexpr auto at_least_of = node(nk::at_least_of)[
    kw(k::at_least) >> leaf(tk::number, nk::number, w::number) >> kw(k::of_these) >> sign(tk::brace_open) >>
    expression >> *(more >> expression) >> sign(tk::brace_close)];
inline constexpr auto every = node(nk::every_criterion)[kw(k::every_criterion) >> -(may[kw(k::of)] >> name_of(w::reference_name))] |
                   word(k::every_group, nk::every_group);
inline constexpr auto function =
    kw(k::sum) | kw(k::mean) | kw(k::minimum_of) | kw(k::maximum_of) | kw(k::count_of) | kw(k::run) | kw(k::previous) | kw(k::round_to);
inline constexpr auto call =
    node(nk::call)[ahead[function >> open_paren] >> function >> open_paren >> expression >> *(more >> expression) >> close_paren];
inline constexpr auto change_word = kw(k::fall) | kw(k::rise);
inline constexpr auto change_call = node(nk::change_call)[
    ahead[change_word >> open_paren] >> change_word >> open_paren >> reference >>
    -(may[kw(k::change_from)] >> (word(k::previous, nk::previous) | reference)) >> close_paren];
inline constexpr auto outcome_is_def = kw(k::outcome) >> label_of(w::title) >>
    (sign(tk::equal) >> label_of(w::level_name) | node(nk::outcome_from)[kw(k::from) >> label_of(w::level_name) >> kw(k::up)]);
inline constexpr auto working =
    node(nk::working_days)[ahead[sign(tk::number) >> kw(k::working_days)] >> leaf(tk::number, nk::number) >> kw(k::working_days)] |
    node(nk::working_between)[
        ahead[kw(k::working_days) >> open_paren] >> kw(k::working_days) >> open_paren >> sum >> kw(k::to) >> sum >> close_paren];
inline constexpr auto atom_def = named(w::expression)[
    working | leaf(tk::number, nk::number) | leaf(tk::percent, nk::percent) | leaf(tk::string, nk::label) | leaf(tk::date, nk::date) |
    node(nk::parentheses)[open_paren >> expression >> close_paren] | word(k::any_veto, nk::any_veto) | every | at_least_of | total |
    call | change_call | node(nk::outcome_is)[outcome_is] |
    word(k::full, nk::full_points) | word(k::yes, nk::yes) | word(k::no, nk::no) | reference];

// ---- points: never a general expression ----

inline constexpr auto unit = -may[kw(k::points_unit)];
inline constexpr auto slash = sign(tk::slash);
inline constexpr auto number = sign(tk::number);
inline constexpr auto points_def = named(w::points)[
    word(k::full, nk::points_full) | word(k::none, nk::points_none) | word(k::unknown, nk::points_unknown) |
    node(nk::points_fraction)[ahead[number >> slash] >> number >> slash >> number >> kw(k::of_maximum)] |
    node(nk::points_literal)[literal] >> unit];
inline constexpr auto at_most_points = node(nk::at_most)[kw(k::at_most) >> points];

// ---- clauses of a criterion ----

inline constexpr auto basis = node(nk::basis)[kw(k::basis) >> label_of(w::string)];
inline constexpr auto evidence = node(nk::evidence)[
    kw(k::evidence) >> label_of(w::string) >>
    -(may[word(k::required, nk::required)] >> -more >> kw(k::evidence_otherwise) >>
      (word(k::pending, nk::pending) | word(k::none, nk::otherwise_none)))];

inline constexpr auto guard = node(nk::guard)[kw(k::when) >> expression >> colon >> points];
inline constexpr auto not_applicable_guard = node(nk::not_applicable_guard)[
    kw(k::not_applicable_when) >> expression >> colon >>
    (word(k::excluded, nk::excluded) >> -may[word(k::within_group, nk::within_group)] | points)];

inline constexpr auto award = node(nk::award)[kw(k::award) >> points >> kw(k::when) >> expression];

inline constexpr auto scaled = -may[node(nk::scaled)[kw(k::scaled_by) >> name_of(w::reference_name)]];
inline constexpr auto to_limit = kw(k::to) >> -may[word(k::below, nk::row_to_below)] >> literal;
inline constexpr auto row_head = node(nk::row_head)[
    node(nk::row_from)[kw(k::from) >> literal >> (word(k::up, nk::row_up) | word(k::down, nk::row_down) | to_limit)] |
    node(nk::row_above)[kw(k::above) >> literal >> -may[to_limit]] |
    node(nk::row_below)[kw(k::below) >> literal] | node(nk::row_up_to)[kw(k::up_to) >> literal] |
    word(k::otherwise, nk::row_otherwise)];
// Behind a bare value most likely another way to write a range was meant: `0-2`, `90% or more`.
inline constexpr auto row_exactly = node(nk::row_head)[node(nk::row_exactly)[literal]] >> named(w::band_row)[colon];
inline constexpr auto band_row = node(nk::band_row)[named(w::band_row)[row_head >> colon | row_exactly] >> points];
inline constexpr auto bands = node(nk::bands)[kw(k::bands) >> expression >> scaled >> block(block_kind::bands)[band_row]];

inline constexpr auto mode = word(k::whole, nk::whole) | word(k::pro_rata, nk::pro_rata);
inline constexpr auto step_base =
    (node(nk::steps_ascending)[kw(k::up_to) >> literal] | node(nk::steps_descending)[kw(k::from) >> literal >> kw(k::up)]) >>
                       colon >> points;
inline constexpr auto step =
    (kw(k::every_further) | word(k::every_further_less, nk::step_less)) >> literal >> -may[word(k::less, nk::step_less)] >>
                  kw(k::step_adds) >> literal >> unit >> -more >> mode;
inline constexpr auto steps = node(nk::steps)[
    kw(k::steps) >> expression >> scaled >> block(block_kind::fixed)[step_base >> step >> -more >> -may[at_most_points]]];

inline constexpr auto proportional = node(nk::proportional)[kw(k::proportional) >> expression >> -(more >> at_most_points | may[at_most_points])];
inline constexpr auto interpolate = node(nk::interpolate)[
    kw(k::interpolate) >> expression >> block(block_kind::knots)[node(nk::knot)[literal >> colon >> points]]];
inline constexpr auto choice = node(nk::choice)[(word(k::otherwise, nk::otherwise) | label_of(w::option)) >> colon >> points];
inline constexpr auto choose = node(nk::choose)[kw(k::choose) >> reference >> block(block_kind::choices)[choice]];

inline constexpr auto change_per = node(nk::per)[kw(k::per) >> expression] >> *(more >> (mode | at_most_points) | may[mode | at_most_points]);
inline constexpr auto start = node(nk::start)[kw(k::start) >> points];
inline constexpr auto deduct =
    node(nk::deduct)[kw(k::deduct) >> literal >> unit >> (change_per | node(nk::when)[kw(k::when) >> expression])];
inline constexpr auto add = node(nk::add)[kw(k::add) >> literal >> unit >> change_per];

inline constexpr auto assessed = node(nk::assessed)[kw(k::assessed) >> -may[node(nk::step_by)[kw(k::step_by) >> literal] | name]];
inline constexpr auto points_of = node(nk::points_of)[kw(k::points_of) >> expression];

inline constexpr auto clause_def = named(w::clause)[
    basis | evidence | guard | not_applicable_guard | award | bands | steps | proportional | interpolate | choose | start | deduct |
    add | assessed |
    word(k::met, nk::met) | points_of | word(k::information, nk::information) | item];

// ---- groups, criteria, items ----

inline constexpr auto head = node(nk::head)[
    name >> -may[node(nk::head_number)[kw(k::shown_number) >> label_of(w::string)]] >> -may[leaf(tk::string, nk::head_title)] >>
    -node(nk::head_maximum)[kw(k::maximum) >> literal >> unit] >> -may[word(k::capped, nk::capped)] >>
    -may[node(nk::floor)[kw(k::floor) >> literal >> unit]]];

inline constexpr auto criterion_def = node(nk::criterion)[kw(k::criterion) >> heading[head] >> block(block_kind::criterion)[clause]];
inline constexpr auto item_def = node(nk::item)[kw(k::item) >> heading[head] >> block(block_kind::criterion)[clause]];
inline constexpr auto group_def = heading[head] >> block(block_kind::group)[
    named(w::member)[criterion | node(nk::group)[word(k::group, nk::block_group) >> group] | basis | evidence]];
inline constexpr auto any_group = node(nk::group)[
    (word(k::group, nk::block_group) | word(k::bonus, nk::block_bonus) | word(k::priority, nk::block_priority) |
     word(k::penalty, nk::block_penalty)) >> group];

// ---- the model ----

inline constexpr auto rounding_mode =
    word(k::half_up, nk::half_up) | word(k::half_even, nk::half_even) | word(k::round_up, nk::round_up) |
    word(k::round_down, nk::round_down);
inline constexpr auto stage =
    kw(k::per) >> (word(k::item, nk::per_item) | word(k::criterion, nk::per_criterion) | word(k::group, nk::per_group)) |
                   word(k::once_at_the_end, nk::at_the_end);
inline constexpr auto column = node(nk::column)[name >> label_of(w::title)];
inline constexpr auto model_item = named(w::model_item)[
    node(nk::maximum)[kw(k::maximum) >> literal >> unit] | basis | node(nk::applies_to)[kw(k::applies_to) >> strings] |
    node(nk::period)[kw(k::period) >> day >> kw(k::to) >> day] | node(nk::in_force_from)[kw(k::in_force_from) >> day] |
    node(nk::replaces)[kw(k::replaces) >> strings] | node(nk::parts)[kw(k::parts) >> strings] |
    kw(k::columns) >> column >> *(more >> column) | node(nk::not_yet_assessed)[kw(k::not_yet_assessed_when) >> expression] |
    node(nk::rounding)[kw(k::rounding) >> literal >> rounding_mode >> stage]];
inline constexpr auto model_def = node(nk::model)[kw(k::model) >> heading[name >> title] >> block(block_kind::model)[model_item]];

// ---- inputs, parameters, abbreviations ----

inline constexpr auto step_width = -may[node(nk::step_by)[kw(k::step_by) >> literal]];
inline constexpr auto kind = named(w::kind)[
    word(k::count, nk::kind_count) | word(k::money, nk::kind_money) | word(k::days, nk::kind_days) | word(k::date, nk::kind_date) |
    word(k::percent, nk::kind_percent) | node(nk::kind_points)[kw(k::points) >> literal >> kw(k::to) >> literal >> step_width] |
    node(nk::kind_yes_no)[kw(k::yes) >> slash >> kw(k::no)] | node(nk::kind_one_of)[kw(k::one_of) >> strings] |
    node(nk::kind_number)[kw(k::number) >> step_width]];
inline constexpr auto year = leaf(tk::number, nk::number, w::number);
inline constexpr auto series =
    word(k::monthly, nk::monthly) | word(k::quarterly, nk::quarterly) |
    node(nk::yearly)[kw(k::yearly) >> -(may[kw(k::from)] >> year >> kw(k::to) >> year | may[year])];
// After a comma only a name or a label continues a list; `optional` and `default` are reserved so that they do not.
inline constexpr auto baseline = node(nk::baseline)[name >> title];
inline constexpr auto baselines = word(k::with_baseline, nk::with_baseline) >> -(may[baseline] >> *(more >> baseline));
inline constexpr auto parts_function = kw(k::sum) | kw(k::mean) | kw(k::minimum_of) | kw(k::maximum_of);
inline constexpr auto parts_what = kw(k::action) >> label_of(w::title) | word(k::total, nk::expected_total) | reference;
inline constexpr auto from_parts = node(nk::from_parts)[
    kw(k::from_parts) >> label_of(w::string) >>
    -may[kw(k::when) >> (node(nk::parts_outcome)[outcome_is] | node(nk::parts_action)[kw(k::action) >> label_of(w::title)]) |
         node(nk::parts_of)[parts_function >> open_paren >> parts_what >> close_paren]]];
inline constexpr auto range =
    node(nk::at_least)[kw(k::at_least) >> expression] | node(nk::at_most)[kw(k::at_most) >> expression] |
    node(nk::above)[kw(k::above) >> expression] | node(nk::below)[kw(k::below) >> expression];
inline constexpr auto constant = named(w::value)[day | literal | label_of(w::value) | word(k::yes, nk::yes) | word(k::no, nk::no)];
inline constexpr auto absence = word(k::optional, nk::optional) | node(nk::default_value)[kw(k::default_) >> constant];
// In any order, as the officer comes to think of them; only these stand behind a comma.
inline constexpr auto trait = word(k::same_within_parent, nk::same_within_parent) | series | baselines | from_parts | absence | range;
inline constexpr auto attribute = named(w::attribute)[absence | range];
inline constexpr auto input_def = node(nk::input)[
    kw(k::input) >> name >> *(more >> name) >> colon >> kind >> *(may[trait] | more >> attribute) >> title];

inline constexpr auto parameter = node(nk::parameter)[
    kw(k::parameter) >> name >> sign(tk::equal) >> literal >> kw(k::between) >> literal >> kw(k::between_and) >> literal >> title];
inline constexpr auto let_row = named(w::let_row)[
    node(nk::let_case)[kw(k::when) >> expression >> colon >> expression] |
    node(nk::let_otherwise)[kw(k::otherwise) >> colon >> expression]];
inline constexpr auto let =
    node(nk::let)[kw(k::let) >> name >> (sign(tk::equal) >> expression | block(block_kind::let_cases)[let_row]) >> title];

inline constexpr auto holiday = node(nk::holiday)[-may[word(k::working_on, nk::working_on)] >> day >> -(may[kw(k::to)] >> day)];
inline constexpr auto holidays = node(nk::holidays)[kw(k::holidays) >> title >> block(block_kind::holidays)[holiday]];

// ---- vetoes, levels, ranking, quotas ----

inline constexpr auto veto = node(nk::veto)[kw(k::veto) >> name >> title >> kw(k::when) >> expression];
inline constexpr auto level = label_of(w::level_name);
inline constexpr auto level_row = named(w::level_row)[
    node(nk::level_row)[level >> (kw(k::when) >> expression | word(k::otherwise, nk::otherwise))] |
    node(nk::not_above)[kw(k::not_above) >> level >> kw(k::when) >> expression]];
inline constexpr auto levels = node(nk::levels)[
    kw(k::levels) >> heading[label_of(w::title) >> kw(k::best_first) >> level >> *(more >> level)] >> block(block_kind::levels)[level_row]];
inline constexpr auto ranking_key =
    node(nk::ranking_key)[expression >> (word(k::ascending, nk::ascending) | word(k::descending, nk::descending))];
inline constexpr auto ties =
    node(nk::ties_split)[kw(k::ties_split_by) >> ranking_key >> *(more >> ranking_key)] | word(k::ties_dense, nk::ties_dense) |
                  word(k::ties_share, nk::ties_share);
inline constexpr auto cohort =
    word(k::parent, nk::within_parent) | word(k::unit_type, nk::within_unit_type) | node(nk::within_name)[name_of(w::reference_name)];
inline constexpr auto ranking = node(nk::ranking)[
    kw(k::ranking) >> -(may[kw(k::within)] >> cohort >> *(more >> cohort)) >>
    block(block_kind::fixed)[kw(k::ranked_by) >> ranking_key >> *(more >> ranking_key) >> ties]];
inline constexpr auto quota = node(nk::quota)[
    kw(k::quota) >> level >> kw(k::of) >> label_of(w::string) >>
    block(block_kind::fixed)[
        kw(k::at_most) >> percent >> kw(k::of) >> level >> -may[word(k::or_better, nk::or_better)] >> comma >>
        (word(k::before_the_quota, nk::before_quota) | word(k::after_the_quota, nk::after_quota)) >> kw(k::quota_round) >> rounding_mode >>
        (word(k::ties_in, nk::ties_in) | word(k::ties_out, nk::ties_out)) >> kw(k::rest_become) >> level]];
inline constexpr auto outcome_def = veto | levels | ranking | quota;

// ---- checks and tests ----

inline constexpr auto require = node(nk::require)[kw(k::require) >> expression >> title];
inline constexpr auto warn = node(nk::warn)[
    kw(k::warn) >> name >> colon >> expression >>
    -(may[node(nk::differs_from)[kw(k::differs_from) >> expression]] >> kw(k::at) >> literal >>
      -may[node(nk::when)[kw(k::when) >> expression]]) >> title];
inline constexpr auto action = node(nk::action)[
    kw(k::action) >> label_of(w::title) >>
    -may[(word(k::each_month, nk::each_month) | word(k::each_quarter, nk::each_quarter) | word(k::each_year, nk::each_year)) >>
         name_of(w::reference_name)] >>
    kw(k::when) >> expression];
inline constexpr auto series_value = node(nk::series_value)[
    sign(tk::bracket_open) >> (+literal | +(word(k::yes, nk::yes) | word(k::no, nk::no))) >> sign(tk::bracket_close)];
inline constexpr auto value = named(w::value)[
    series_value | day | literal | label_of(w::value) | word(k::yes, nk::yes) | word(k::no, nk::no)];
inline constexpr auto assignment = node(nk::assignment)[reference >> sign(tk::equal) >> value];
inline constexpr auto bounds = node(nk::bounds)[kw(k::from) >> literal >> kw(k::to) >> literal];
inline constexpr auto equals = node(nk::equals)[sign(tk::equal) >> value];
inline constexpr auto expectation = named(w::expectation)[
    node(nk::expectation)[
        word(k::outcome, nk::expected_outcome) >> title >> equals | word(k::not_yet_assessed, nk::expected_not_yet_assessed) |
        word(k::action, nk::expected_action) >> label_of(w::title) >> -(may[equals] | word(k::missing, nk::missing)) |
        (word(k::total, nk::expected_total) >> -may[word(k::rescaled, nk::expected_rescaled)] | name_of(w::expectation)) >>
            (equals | bounds | word(k::not_applicable, nk::not_applicable) | word(k::excluded, nk::expected_excluded) |
             word(k::missing, nk::missing))]];
inline constexpr auto test = node(nk::test)[
    kw(k::test) >> label_of(w::title) >>
    block(block_kind::fixed)[-(may[kw(k::given)] >> assignment >> *(more >> assignment)) >> kw(k::expect) >>
        expectation >> *(more >> expectation)]];
inline constexpr auto check_def = require | warn | action | test;

// ---- shared declarations of another file ----

inline constexpr auto include = node(nk::include)[kw(k::include) >> label_of(w::path)];

// ---- the file, behind its header `ancs 1 vi`, which says how all this is to be read ----

inline constexpr auto declaration = named(w::declaration)[model | include | input | parameter | holidays | let | any_group | outcome | check];
inline constexpr auto document_def = node(nk::document)[sentences[declaration]];

// clang-format on

// ---- definitions ----

BOOST_SPIRIT_DEFINE(literal, strings, title, expression, sum, atom, reference, points, clause, criterion, item, group, model, input, outcome,
                    check, outcome_is, document)

}  // namespace ancs::detail::grammar

#endif
