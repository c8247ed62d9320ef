// error.cpp: error objects, and texts made for the host.
#include <optional>

#include "call.hpp"

namespace ancs::c {
namespace {

struct error_object : object {
  static constexpr kind of = kind::error;
  using handle = ancs_error;
  error_object(const memory& m, failure&& from) : object(m), what(std::move(from)) {
    if (!what.text) what.text = std::make_shared<const source>();
  }

  const source& text_of(std::size_t finding) const { return finding < what.texts.size() ? *what.texts[finding] : *what.text; }

  failure what;
  // Made when first asked for.
  struct worded {
    std::string message[2], help[2];
  };
  std::vector<worded> words;
  std::optional<std::string> text[2], json[2];
};

struct string_object : object {
  static constexpr kind of = kind::string;
  using handle = ancs_string;
  string_object(const memory& m, std::string_view from) : object(m), bytes(m, from.size() + 1), length(from.size()) {
    std::memcpy(bytes.data(), from.data(), from.size());
    bytes.data()[from.size()] = '\0';
  }

  buffer<char> bytes;
  std::size_t length;
};

std::int32_t severity_number(code id) {
  switch (severity_of(id)) {
    case severity::error: return 0;
    case severity::warning: return 1;
    case severity::note: return 2;
  }
  return 0;
}

bool is_language(ancs_language wanted) { return wanted == ANCS_ENGLISH || wanted == ANCS_VIETNAMESE; }
language as_language(ancs_language wanted) { return wanted == ANCS_VIETNAMESE ? language::vi : language::en; }

}  // namespace

ancs_error* make_error(const memory& m, failure&& from) {
  ancs_error* handle = nullptr;
  give<error_object>(&handle, make<error_object>(m, std::move(from)));
  return handle;
}

void give_text(ancs_string** to, const memory& m, std::string_view text) {
  check(to, "string");
  give<string_object>(to, make<string_object>(m, text));
}

}  // namespace ancs::c

using namespace ancs::c;

extern "C" {

ancs_status ancs_error_destroy(ancs_error** error) { return destroy<error_object>(error); }

ancs_status ancs_error_status(const ancs_error* error) {
  const auto* e = find<error_object>(error);
  return e ? e->what.status : ANCS_ERROR_HANDLE;
}

size_t ancs_error_count(const ancs_error* error) {
  const auto* e = find<error_object>(error);
  return e ? e->what.findings.size() : 0;
}

ancs_status ancs_error_finding(const ancs_error* error, size_t index, ancs_finding* finding) {
  return call(nullptr, [&](scope& s) {
    auto& e = s.get<error_object>(error, "error");
    check_index(index, e.what.findings.size(), "index");
    if (e.words.empty()) {
      std::vector<error_object::worded> words(e.what.findings.size());
      for (std::size_t i = 0; i < words.size(); ++i) {
        for (const int l : {0, 1}) {
          words[i].message[l] = ancs::message_of(e.what.findings[i], as_language(l));
          words[i].help[l] = ancs::help_of(e.what.findings[i], as_language(l));
        }
      }
      e.words = std::move(words);
    }
    const auto& f = e.what.findings[index];
    const auto& w = e.words[index];
    ancs_finding out{};
    out.code = ancs::code_text(f.id).data();
    out.severity = severity_number(f.id);
    out.has_place = f.has_place;
    out.row = e.what.row;
    out.file = "";
    out.message_en = w.message[0].c_str(), out.message_vi = w.message[1].c_str();
    out.help_en = w.help[0].c_str(), out.help_vi = w.help[1].c_str();
    if (f.has_place) {
      out.begin = f.where.begin, out.end = f.where.end;
      const auto& text = e.text_of(index);
      const auto from = text.position_of(f.where.begin), to = text.position_of(f.where.end);
      out.file = text.name_at(f.where.begin).c_str();
      out.line = from.line, out.column = from.column;
      out.end_line = to.line, out.end_column = to.column;
    }
    fill(finding, out, "finding");
  });
}

const char* ancs_error_text(const ancs_error* error, ancs_language language) {
  auto* e = find<error_object>(error);
  if (!e || !is_language(language)) return nullptr;
  try {
    auto& text = e->text[language];
    if (!text) {
      std::string all;
      for (std::size_t i = 0; i < e->what.findings.size(); ++i) all += ancs::render_text(e->what.findings[i], e->text_of(i), as_language(language));
      text = std::move(all);
    }
    return text->c_str();
  } catch (...) {
    return nullptr;
  }
}

const char* ancs_error_json(const ancs_error* error, ancs_language language) {
  auto* e = find<error_object>(error);
  if (!e || !is_language(language)) return nullptr;
  try {
    auto& json = e->json[language];
    if (!json) {
      std::string all = "[";
      for (std::size_t i = 0; i < e->what.findings.size(); ++i) {
        if (all.size() > 1) all += ',';
        all += ancs::render_json(e->what.findings[i], e->text_of(i), as_language(language));
        all.pop_back();
        all += ",\"row\":" + (e->what.row < 0 ? std::string("null") : std::to_string(e->what.row)) + "}";
      }
      json = all + "]";
    }
    return json->c_str();
  } catch (...) {
    return nullptr;
  }
}

const char* ancs_string_data(const ancs_string* string) {
  const auto* s = find<string_object>(string);
  return s ? s->bytes.data() : nullptr;
}
size_t ancs_string_length(const ancs_string* string) {
  const auto* s = find<string_object>(string);
  return s ? s->length : 0;
}
ancs_status ancs_string_destroy(ancs_string** string) { return destroy<string_object>(string); }

}  // extern "C"
