// compile.hpp: checked model to program.
#ifndef ANCS_COMPILE_HPP
#define ANCS_COMPILE_HPP

#include "checked.hpp"
#include "config.hpp"
#include "diagnostic.hpp"
#include "include.hpp"
#include "program.hpp"
#include "source.hpp"

namespace ancs {

/// Lowers a checked model to its evaluation graph and picks the arithmetic. The rule text is kept for quoting in explanations.
program compile(const checked::model& model, const source& text);

/// parse, check and compile in one step. Warnings come with the program; errors instead of it.
result<program> load(const source& text);
/// The same for a rule file that may include others. Their texts are put behind `text`: places in findings are in it.
result<program> load(source& text, const loader& files);

}  // namespace ancs

#ifdef ANCS_HEADER_ONLY
#include "impl/compile_inl.hpp"
#endif
#endif
