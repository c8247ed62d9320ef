// arrow.cpp: scoring arrays and streams of the Arrow C data interface.
#include <cerrno>

#include "arrow_export.hpp"
#include "arrow_import.hpp"
#include "arrow_results.hpp"
#include "batch.hpp"

namespace ancs::c {
namespace {

void refuse_released(const void* given, bool live, const char* name) {
  if (!given) fail(ANCS_ERROR_ARGUMENT, code::host_null, {name});
  if (!live) fail(ANCS_ERROR_ARGUMENT, code::arrow_released, {name});
}

/// Scores one array. `report` is added to.
void score_array(const ancs::program& program, const memory& m, const arrow_reader& reader, const ArrowArray& array, const ancs_batch_options& by,
                 ancs_batch_report& report, ArrowArray* result) {
  const auto columns = reader.columns(array);
  arrow_results results(program, m, by, static_cast<std::size_t>(array.length));
  column_work work;
  work.program = &program;
  work.rows = static_cast<std::size_t>(array.length);
  work.columns = &columns;
  work.results = &results.places();
  work.mem = m;
  work.rows_before = report.rows_done;
  run(work, by, report);
  export_array(m, results.array(), result);
}

ancs_status score_one(const ancs_program* program, arrow_owned<ArrowSchema> schema, arrow_owned<ArrowArray> array, const void* given_schema,
                      const void* given_array, std::int32_t device, const ancs_batch_options* options, ArrowSchema* result_schema, ArrowArray* result_array,
                      ancs_batch_report* report, ancs_error** error) {
  return call(error, [&](scope& s) {
    check(result_schema, "result_schema");
    check(result_array, "result_array");
    result_schema->release = nullptr;
    result_array->release = nullptr;
    const auto& p = s.get<program_object>(program, "program");
    const auto by = taken_or_none(options, "options");
    refuse_released(given_schema, bool(schema), "schema");
    refuse_released(given_array, bool(array), "array");
    if (device != 1) fail(ANCS_ERROR_UNSUPPORTED, code::arrow_device, {std::to_string(device)});
    ancs_batch_report got{};
    if (report) fill(report, got, "report");
    const arrow_reader reader(p.program, *schema);
    check_columns(p.program, reader.present(), by);
    ArrowSchema described{};
    export_schema(p.mem, arrow_results::schema(p.program, by), &described);
    arrow_owned<ArrowSchema> kept(&described);
    try {
      score_array(p.program, p.mem, reader, *array, by, got, result_array);
    } catch (...) {
      if (report) fill(report, got, "report");
      throw;
    }
    *result_schema = *kept;
    kept->release = nullptr;
    if (report) fill(report, got, "report");
  });
}

// ---- streams ----

struct stream_object : object {
  stream_object(const memory& m, const ancs::program& p, arrow_owned<ArrowArrayStream> from, const ancs_batch_options& o, const ArrowSchema& schema)
      : object(m), program(p), data(std::move(from)), by(o), reader(program, schema) {}

  ancs::program program;
  arrow_owned<ArrowArrayStream> data;
  ancs_batch_options by;
  arrow_reader reader;
  ancs_batch_report report{};
  std::string last_error;
  bool told = false, inside = false;
};

std::string said_by(ArrowArrayStream& stream) {
  const char* text = stream.get_last_error ? stream.get_last_error(&stream) : nullptr;
  return text ? text : "nothing\x1f" "không nói gì";
}

/// The callbacks of the producer, which may throw.
template <class F>
int produced(F&& callback) {
  try {
    return callback();
  } catch (const std::bad_alloc&) {
    return ENOMEM;
  } catch (...) {
    fail(ANCS_ERROR_CALLBACK, code::host_callback_failed, {"stream", "it threw an exception\x1f" "nó ném ngoại lệ"});
  }
}

/// A failure as the stream interface words it: an error number, and a text for get_last_error.
int told(stream_object& s) {
  s.told = true;
  try {
    throw;
  } catch (const failure& f) {
    s.last_error.clear();
    const language in = s.by.language == ANCS_VIETNAMESE ? language::vi : language::en;
    for (const auto& d : f.findings) s.last_error += render_text(d, source(), in);
    switch (f.status) {
      case ANCS_ERROR_MEMORY: return ENOMEM;
      case ANCS_ERROR_STOPPED: return ECANCELED;
      case ANCS_ERROR_CALLBACK: return EIO;
      default: return EINVAL;
    }
  } catch (const std::bad_alloc&) {
    s.last_error.clear();
    return ENOMEM;
  } catch (const std::exception& e) {
    s.last_error = e.what();
    return EIO;
  } catch (...) {
    s.last_error.clear();
    return EIO;
  }
}

stream_object* object_in(ArrowArrayStream* stream) { return stream && stream->release ? static_cast<stream_object*>(stream->private_data) : nullptr; }

extern "C" {

int ancs_stream_schema(ArrowArrayStream* stream, ArrowSchema* out) {
  auto* s = object_in(stream);
  if (!s || !out) return EINVAL;
  out->release = nullptr;
  try {
    export_schema(s->mem, arrow_results::schema(s->program, s->by), out);
    return 0;
  } catch (...) {
    return told(*s);
  }
}

int ancs_stream_next(ArrowArrayStream* stream, ArrowArray* out) {
  auto* s = object_in(stream);
  if (!s || !out) return EINVAL;
  out->release = nullptr;
  if (s->inside) return EBUSY;
  s->inside = true;
  int status = 0;
  try {
    ArrowArray next{};
    const int wrong = produced([&] { return s->data->get_next(s->data.get(), &next); });
    if (wrong != 0) fail(ANCS_ERROR_CALLBACK, code::arrow_stream_failed, {std::to_string(wrong), said_by(*s->data)});
    arrow_owned<ArrowArray> array(&next);
    if (array) score_array(s->program, s->mem, s->reader, *array, s->by, s->report, out);
  } catch (...) {
    status = told(*s);
  }
  s->inside = false;
  return status;
}

const char* ancs_stream_last_error(ArrowArrayStream* stream) {
  auto* s = object_in(stream);
  return s && s->told && !s->last_error.empty() ? s->last_error.c_str() : nullptr;
}

void ancs_stream_release(ArrowArrayStream* stream) {
  auto* s = object_in(stream);
  if (!s || s->inside) return;
  unmake(s);
  stream->release = nullptr;
}

}  // extern "C"

}  // namespace
}  // namespace ancs::c

using namespace ancs::c;

extern "C" {

ancs_status ancs_score_arrow(const ancs_program* program, struct ArrowSchema* schema, struct ArrowArray* array, const ancs_batch_options* options,
                             struct ArrowSchema* result_schema, struct ArrowArray* result_array, ancs_batch_report* report, ancs_error** error) {
  return score_one(program, arrow_owned(schema), arrow_owned(array), schema, array, 1, options, result_schema, result_array, report, error);
}

ancs_status ancs_score_arrow_device(const ancs_program* program, struct ArrowSchema* schema, struct ArrowDeviceArray* array,
                                    const ancs_batch_options* options, struct ArrowSchema* result_schema, struct ArrowArray* result_array,
                                    ancs_batch_report* report, ancs_error** error) {
  const bool readable = array && reinterpret_cast<std::uintptr_t>(array) % alignof(ArrowDeviceArray) == 0;
  return score_one(program, arrow_owned(schema), arrow_owned(readable ? &array->array : nullptr), schema, array, readable ? array->device_type : 1, options,
                   result_schema, result_array, report, error);
}

ancs_status ancs_score_arrow_stream(const ancs_program* program, struct ArrowArrayStream* data, const ancs_batch_options* options,
                                    struct ArrowArrayStream* results, ancs_error** error) {
  arrow_owned<ArrowArrayStream> owned(data);
  return call(error, [&](scope& s) {
    check(results, "results");
    results->release = nullptr;
    const auto& p = s.get<program_object>(program, "program");
    const auto by = taken_or_none(options, "options");
    language_of(by.language, "language");
    refuse_released(data, bool(owned), "data");
    if (!owned->get_schema || !owned->get_next) fail(ANCS_ERROR_ARGUMENT, ancs::code::host_null, {"data"});
    ArrowSchema given{};
    const int wrong = produced([&] { return owned->get_schema(owned.get(), &given); });
    if (wrong != 0) fail(ANCS_ERROR_CALLBACK, ancs::code::arrow_stream_failed, {std::to_string(wrong), said_by(*owned)});
    arrow_owned<ArrowSchema> schema(&given);
    refuse_released(&given, bool(schema), "schema");
    // What cannot be asked for is refused here, not with the first array.
    arrow_results::schema(p.program, by);
    auto* made = make<stream_object>(p.mem, p.program, std::move(owned), by, *schema);
    try {
      check_columns(made->program, made->reader.present(), by);
    } catch (...) {
      unmake(made);
      throw;
    }
    results->get_schema = ancs_stream_schema;
    results->get_next = ancs_stream_next;
    results->get_last_error = ancs_stream_last_error;
    results->release = ancs_stream_release;
    results->private_data = made;
  });
}

}  // extern "C"
