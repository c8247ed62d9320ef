-- score.lua: ancs from another language: LuaJIT reads include/ancs.h itself, loads the library, and scores. No binding, no compiler.
-- luajit score.lua [LIBRARY [HEADER [RULES]]]
local ffi = require("ffi")

local library = arg[1] or "libancs.so.1"
local header = arg[2] or "/usr/include/ancs.h"
local rules = arg[3] or "examples/hong_gai/hong_gai.ancs"

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("*a")
  file:close()
  return text
end

-- The header is plain C but for its preprocessor lines, and what stands between those for C++.
local declarations = read(header):gsub("#ifdef __cplusplus\n.-#endif\n", ""):gsub("\n#[^\n]*", "\n"):gsub("^#[^\n]*", "")
ffi.cdef(declarations)
local ancs = ffi.load(library)

local errors = ffi.new("ancs_error *[1]")
local function must(status)
  if status == ancs.ANCS_OK then return end
  local text = errors[0] ~= nil and ffi.string(ancs.ancs_error_text(errors[0], ancs.ANCS_ENGLISH)) or "status " .. status
  ancs.ancs_error_destroy(errors)
  error(text, 0)
end
-- A structure with its `size` set, and a variable for a handle.
local function sized(kind)
  local made = ffi.new(kind)
  made.size = ffi.sizeof(kind)
  return made
end
local function handle(kind) return ffi.new(kind .. " *[1]") end

must(ancs.ancs_check_abi(1, 0, errors))
local text = read(rules)
local program = handle("ancs_program")
must(ancs.ancs_compile(text, #text, nil, program, errors))
ancs.ancs_error_destroy(errors) -- warnings, if there were any

local about = sized("ancs_program_info")
must(ancs.ancs_program_describe(program[0], about, errors))
print(string.format("%s: %d criteria, maximum %s", ffi.string(about.model_id), tonumber(about.criteria), ffi.string(about.maximum)))

local record, card = handle("ancs_record"), handle("ancs_scorecard")
must(ancs.ancs_record_create(program[0], record, errors))
must(ancs.ancs_scorecard_create(program[0], card, errors))
must(ancs.ancs_record_set_int64_named(record[0], "released", 21, errors))
must(ancs.ancs_record_set_int64_named(record[0], "reoffended", 2, errors))
print(select(2, pcall(must, ancs.ancs_record_set_int64_named(record[0], "rewarded", 3, errors))):match("[^\n]*"))
must(ancs.ancs_score(record[0], card[0], errors))
local total = sized("ancs_points")
must(ancs.ancs_scorecard_points(card[0], ancs.ANCS_TOTAL, 0, total, errors))
print(string.format("total from %g to %g", total.low.value, total.high.value))

-- Columns: memory of LuaJIT, read in place.
local rows = 3
local released, reoffended, points = ffi.new("int32_t[3]", 21, 30, 12), ffi.new("int32_t[3]", 2, 6, 0), ffi.new("int64_t[3]")
local batch = handle("ancs_batch")
must(ancs.ancs_batch_create(program[0], rows, batch, errors))
for name, values in pairs({released = released, reoffended = reoffended}) do
  local column = sized("ancs_column")
  column.type, column.data = ancs.ANCS_INT32, values
  must(ancs.ancs_batch_set_named(batch[0], name, column, errors))
end
local result, options, calls = sized("ancs_result"), sized("ancs_batch_options"), 0
result.type, result.data = ancs.ANCS_INT64, points
must(ancs.ancs_batch_want(batch[0], ancs.ANCS_CRITERION, 3, ancs.ANCS_LOW, result, errors))
local progress = ffi.cast("ancs_progress", function(_, done) calls = calls + 1 return 0 end)
options.columns_may_lack, options.progress = 1, progress
must(ancs.ancs_batch_score(batch[0], options, nil, errors))
progress:free()
for row = 0, rows - 1 do print(string.format("ward %d: A4 %g", row, tonumber(points[row]) / tonumber(about.points_scale))) end
assert(calls > 0)

-- A handle that was destroyed is refused.
local stale = batch[0]
ancs.ancs_batch_destroy(batch)
assert(batch[0] == nil and ancs.ancs_batch_score(stale, nil, nil, nil) == ancs.ANCS_ERROR_HANDLE)
ancs.ancs_scorecard_destroy(card)
ancs.ancs_record_destroy(record)
ancs.ancs_program_destroy(program)
