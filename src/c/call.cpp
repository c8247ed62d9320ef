// call.cpp: memory, and what becomes of failures at the border of the library.
#include "call.hpp"

#include <cxxabi.h>

#include <cstdlib>
#include <exception>
#include <stdexcept>

namespace ancs::c {

namespace {

#ifdef __GNUC__
// Read in every call: without a call of its own, also in a library that is loaded late.
[[gnu::tls_model("initial-exec")]]
#endif
thread_local bool inside_hook = false;

struct hook_frame {
  hook_frame() { inside_hook = true; }
  ~hook_frame() { inside_hook = false; }
};

}  // namespace

bool in_hook() noexcept { return inside_hook; }

void* memory::get(std::size_t bytes, std::size_t alignment) const {
  if (!allocate) {
    void* got = alignment <= alignof(std::max_align_t) ? std::malloc(bytes) : std::aligned_alloc(alignment, (bytes + alignment - 1) / alignment * alignment);
    if (!got) throw std::bad_alloc();
    return got;
  }
  void* got = nullptr;
  try {
    const hook_frame frame;
    got = allocate(context, bytes, alignment);
  } catch (const abi::__forced_unwind&) {
    throw;
  } catch (...) {
    fail(ANCS_ERROR_CALLBACK, code::host_callback_failed, {"allocate", "it threw an exception\x1f" "nó ném ngoại lệ"});
  }
  if (!got) throw std::bad_alloc();
  if (reinterpret_cast<std::uintptr_t>(got) % alignment != 0) {
    put(got, bytes, alignment);
    fail(ANCS_ERROR_CALLBACK, code::host_misaligned, {"allocate", std::to_string(alignment)});
  }
  return got;
}

void memory::put(void* taken, std::size_t bytes, std::size_t alignment) const noexcept {
  if (!allocate) return std::free(taken);
  try {
    const hook_frame frame;
    release(context, taken, bytes, alignment);
  } catch (...) {
    // What the host's hook does with its memory is the host's; there is nobody to tell.
  }
}

diagnostic finding_of(code id, std::vector<std::string> args) {
  diagnostic d;
  d.id = id;
  d.args = std::move(args);
  d.has_place = false;
  return d;
}
void fail(ancs_status status, diagnostic finding, std::int64_t row) {
  failure f;
  f.status = status;
  f.findings.push_back(std::move(finding));
  f.row = row;
  throw f;
}
void fail(ancs_status status, code id, std::vector<std::string> args, std::int64_t row) { fail(status, finding_of(id, std::move(args)), row); }

std::string name_of(kind of) {
  switch (of) {
    case kind::none: break;
    case kind::error: return "an error\x1f" "lỗi";
    case kind::string: return "a text\x1f" "văn bản";
    case kind::program: return "a program\x1f" "chương trình";
    case kind::record: return "a record\x1f" "bản ghi số liệu";
    case kind::scorecard: return "a scorecard\x1f" "phiếu điểm";
    case kind::explanation: return "an explanation\x1f" "bản giải thích";
    case kind::batch: return "a batch\x1f" "lô số liệu";
    case kind::cohort: return "a cohort\x1f" "cụm thi đua";
    case kind::comparison: return "a comparison\x1f" "bản so sánh";
    case kind::session: return "a session\x1f" "phiên nhập liệu";
    case kind::rule_set: return "a rule set\x1f" "bộ quy tắc";
  }
  return "nothing\x1f" "không gì cả";
}

void refuse_handle(const void* handle, kind wanted, const char* name) {
  if (!handle) fail(ANCS_ERROR_HANDLE, code::host_null, {name});
  const kind is = table::kind_of(handle);
  if (is == kind::none) fail(ANCS_ERROR_HANDLE, code::host_not_a_handle, {name, name_of(wanted)});
  fail(ANCS_ERROR_HANDLE, code::host_wrong_handle, {name, name_of(is), name_of(wanted)});
}

void check_pointer(const void* given, std::size_t alignment, const char* name) {
  if (!given) fail(ANCS_ERROR_ARGUMENT, code::host_null, {name});
  if (reinterpret_cast<std::uintptr_t>(given) % alignment != 0) fail(ANCS_ERROR_ARGUMENT, code::host_misaligned, {name, std::to_string(alignment)});
}
void check_index(std::size_t index, std::size_t count, const char* name) {
  if (index >= count) fail(ANCS_ERROR_ARGUMENT, code::host_bad_index, {name, std::to_string(index), std::to_string(count)});
}
void check_size(std::size_t size, const char* name) {
  // Above any version of any structure: a member that was never set.
  if (size <= sizeof(std::size_t) || size > 4096) fail(ANCS_ERROR_ARGUMENT, code::host_bad_size, {name, std::to_string(size)});
}
void check_rest(const void* rest, std::size_t bytes, const char* name) {
  for (std::size_t i = 0; i < bytes; ++i)
    if (static_cast<const unsigned char*>(rest)[i] != 0) fail(ANCS_ERROR_VERSION, code::host_unknown_member, {name});
}

namespace {

ancs_status tell(const scope& where, ancs_error** error, failure&& f) {
  const ancs_status status = f.status;
  if (error) {
    try {
      *error = make_error(where.hooks(), std::move(f));
    } catch (const abi::__forced_unwind&) {
      throw;
    } catch (...) {
      // The status says enough.
    }
  }
  return status;
}

failure of(ancs_status status, code id, std::vector<std::string> args) {
  failure f;
  f.status = status;
  f.findings.push_back(finding_of(id, std::move(args)));
  return f;
}

}  // namespace

ancs_status caught(const scope& where, ancs_error** error) {
  try {
    throw;
  } catch (const abi::__forced_unwind&) {
    throw;  // the thread is being cancelled
  } catch (failure& f) {
    return tell(where, error, std::move(f));
  } catch (const std::bad_alloc&) {
    return tell(where, error, of(ANCS_ERROR_MEMORY, code::host_no_memory, {}));
  } catch (const std::length_error&) {
    return tell(where, error, of(ANCS_ERROR_MEMORY, code::host_no_memory, {}));
  } catch (const std::exception& e) {
    return tell(where, error, of(ANCS_ERROR_INTERNAL, code::host_internal, {e.what()}));
  } catch (...) {
    return tell(where, error, of(ANCS_ERROR_INTERNAL, code::host_internal, {"?"}));
  }
}

}  // namespace ancs::c
