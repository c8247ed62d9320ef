// include_inl.hpp: bodies of include.hpp: paths, and the walk through the files.
#ifndef ANCS_IMPL_INCLUDE_INL_HPP
#define ANCS_IMPL_INCLUDE_INL_HPP

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

#include "../include.hpp"
#include "../parse.hpp"
#include "../text.hpp"

namespace ancs {
namespace detail {

/// A path as written, with `/` for `\`; empty where the file must be named otherwise: from the root, with a drive, or not at all.
inline std::optional<std::string> relative_path(std::string_view written) {
  std::string path(written);
  std::replace(path.begin(), path.end(), '\\', '/');
  if (path.empty() || path.back() == '/' || path.front() == '/' || path.find(':') != path.npos) return std::nullopt;
  return path;
}

/// `path`, as seen from the folder of `from`, relative to the root; empty where it leads out of it.
inline std::optional<std::string> path_below_root(std::string_view from, std::string_view path) {
  std::vector<std::string_view> parts;
  const auto take = [&parts](std::string_view rest) {
    while (!rest.empty()) {
      const std::size_t slash = std::min(rest.find('/'), rest.size());
      const std::string_view part = rest.substr(0, slash);
      rest.remove_prefix(std::min(slash + 1, rest.size()));
      if (part.empty() || part == ".") continue;
      if (part != "..") {
        parts.push_back(part);
      } else if (parts.empty()) {
        return false;
      } else {
        parts.pop_back();
      }
    }
    return true;
  };
  const std::size_t folder = from.rfind('/');
  if (folder != from.npos && !take(from.substr(0, folder))) return std::nullopt;
  if (!take(path) || parts.empty()) return std::nullopt;
  std::string all;
  for (const std::string_view part : parts) all.append(all.empty() ? "" : "/").append(part);
  return all;
}

class include_reader {
 public:
  include_reader(source& text, const loader& files, diagnostics& findings, ast::unread& unread)
      : text_(text), files_(files), findings_(findings), unread_(unread) {
    if (const auto own = path_below_root("", files.path)) open_.push_back(*own);
    else open_.emplace_back();
  }

  /// Puts the declarations of included files in place of the lines that ask for them.
  void resolve(std::vector<ast::declaration>& own) {
    std::vector<ast::declaration> all;
    std::unordered_set<std::string> here;
    for (ast::declaration& d : own) {
      const auto* wanted = std::get_if<ast::include>(&d);
      if (!wanted) {
        all.push_back(std::move(d));
        continue;
      }
      auto found = file(*wanted, here);
      std::move(found.begin(), found.end(), std::back_inserter(all));
    }
    own = std::move(all);
  }

 private:
  using declarations = std::vector<ast::declaration>;

  void report(code id, span where, std::vector<std::string> args) {
    if (findings_.size() <= limits::diagnostics) findings_.push_back({id, where, std::move(args), {}, true});
  }

  declarations file(const ast::include& wanted, std::unordered_set<std::string>& here) {
    const std::string written = to_printable(wanted.path.text, 200);
    const auto refuse = [&](code id, std::vector<std::string> args) {
      // What that file declares is not known.
      unread_.rest = unread_.rest || severity_of(id) == severity::error;
      return report(id, wanted.path.where, std::move(args)), declarations();
    };
    const auto relative = relative_path(wanted.path.text);
    if (!relative) return refuse(code::include_path_wrong, {written});
    if (*relative != wanted.path.text) return refuse(code::include_backslash, {written, *relative});
    const auto path = path_below_root(open_.back(), *relative);
    if (!path) return refuse(code::include_outside_root, {written});
    if (const auto at = std::find(open_.begin(), open_.end(), *path); at != open_.end()) {
      std::string circle;
      for (auto step = at; step != open_.end(); ++step) circle += *step + " → ";
      return refuse(code::include_circle, {written, circle + *path});
    }
    if (!here.insert(*path).second) return refuse(code::included_twice, {written});
    if (seen_.contains(*path)) return {};
    if (open_.size() > limits::include_depth) return refuse(code::include_too_deep, {std::to_string(limits::include_depth)});
    if (seen_.size() == limits::included_files) return refuse(code::too_many_includes, {std::to_string(limits::included_files)});
    seen_.insert(*path);
    auto found = files_.read ? files_.read(*path) : std::nullopt;
    if (!found) return refuse(code::include_not_found, {written, *path});
    bytes_ += found->own_text().size();
    if (bytes_ > limits::included_bytes) return refuse(code::includes_too_large, {std::to_string(limits::included_bytes)});
    return read(*found, *path);
  }

  declarations read(const source& found, const std::string& path) {
    auto tree = parse(text_, text_.append(found));
    for (diagnostic& d : tree.findings)
      if (findings_.size() <= limits::diagnostics) findings_.push_back(std::move(d));
    if (!tree) return unread_.rest = true, declarations();
    for (const std::uint32_t p : tree->unread.places) unread_.places.push_back(p);
    std::move(tree->unread.names.begin(), tree->unread.names.end(), std::back_inserter(unread_.names));
    std::move(tree->unread.texts.begin(), tree->unread.texts.end(), std::back_inserter(unread_.texts));
    unread_.rest = unread_.rest || tree->unread.rest;
    auto& all = tree->declarations;
    for (const ast::declaration& d : all)
      if (const auto* model = std::get_if<ast::model>(&d)) report(code::model_in_included_file, model->id.where, {model->id.text});
    std::erase_if(all, [](const ast::declaration& d) { return std::holds_alternative<ast::model>(d); });
    open_.push_back(path);
    resolve(all);
    open_.pop_back();
    return std::move(all);
  }

  source& text_;
  const loader& files_;
  diagnostics& findings_;
  ast::unread& unread_;
  std::vector<std::string> open_;  ///< the files being read, each included by the one before it
  std::unordered_set<std::string> seen_;
  std::size_t bytes_ = 0;
};

}  // namespace detail

ANCS_FUNC result<ast::document> parse(source& text, const loader& files) {
  auto r = parse(static_cast<const source&>(text));
  if (!r) return r;
  const auto end = static_cast<std::uint32_t>(text.own_text().size());
  detail::include_reader(text, files, r.findings, r->unread).resolve(r->declarations);
  std::sort(r->unread.places.begin(), r->unread.places.end());
  r->included_from = end + 1;
  return r;
}

}  // namespace ancs

#endif
