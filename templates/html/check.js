// The check: every value from its raw cells up, against what the page stores and what it prints.

const RATIO_UNIT = 10000n;

// What a value is when computed from its raw cells: {value}, {problem}, or {open} where the page lacks raw rows.
function gather(value) {
  const found = (value.cells || []).map((number) => {
    const [, , , printed, unit, qualifier, list] = data.cells[number];
    if (list) return parseExact(printed); // an issued record holds exact values
    if (value.unit === "năm dương lịch") return whole(parseYear(printed));
    if (unit && (BOUNDS[tidy(qualifier)] ?? "") !== value.bound) {
      throw new Error(`nguồn ghi định ngữ “${qualifier}”, không hợp với mức “${boundWord(value.bound, value.strict)}”`);
    }
    return parseFigure(printed, unit);
  });
  if (value.ranges) {
    if (value.gather !== "count" && value.ranges.some(([table]) => table < 0)) return { open: "các dòng gốc của số này không nằm trong trang" };
    found.push(...(value.gather === "ratios" ? [sumOfRatios(value)] : gatherRows(value)));
  }
  if (!found.length) throw new Error("không có ô dữ liệu gốc");
  if (found.some((each) => !same(each, found[0]))) throw new Error("các ô dữ liệu gốc không khớp nhau");
  return { value: found[0] };
}

// The value of all rows together, or, for a cell that each row repeats, each value that it has.
function gatherRows(value) {
  const repeated = new Set();
  let total = 0n;
  for (const [number, code, set] of value.ranges) {
    if (number < 0) { // rows that are no schemes: titles, totals, blank rows
      total += BigInt(rowsOf(set).length);
      continue;
    }
    const table = data.tables[number];
    const column = table.byCode.get(code);
    for (const position of positionsOf(table, column, set)) {
      if (value.gather === "count") total += 1n;
      else if (value.gather === "sum") total += cellValue(column, position) ?? 0n;
      else repeated.add(cellValue(column, position));
    }
  }
  return value.gather === "cell" ? [...repeated].map(whole) : [whole(total)];
}

// The ratios of single rows, each rounded half up to four decimals, together: three ranges each have the same rows.
function sumOfRatios(value) {
  const cells = value.ranges.map(amountsOf);
  let total = 0n;
  for (let start = 0; start < cells.length; start += 3) {
    const [counterpart, ...supports] = cells.slice(start, start + 3);
    counterpart.forEach((amount, place) => {
      const support = supports.reduce((sum, column) => sum + column[place], 0n);
      total += floor(add(fraction(amount * RATIO_UNIT, support), fraction(1n, 2n)));
    });
  }
  return fraction(total, RATIO_UNIT);
}

// The amounts of a range in the order of its rows; a blank cell is nothing.
function amountsOf([number, code, set]) {
  const table = data.tables[number];
  const column = table.byCode.get(code);
  return positionsOf(table, column, set).map((position) => cellValue(column, position) ?? 0n);
}

// Where the rows of a set stand in a column of a table, which has all of them.
function positionsOf(table, column, set) {
  return rowsOf(set).map((row) => {
    const position = table.at.get(row);
    if (position === undefined || !column) throw new Error(`thiếu dòng ${row} của ${fileName(table.file)}`);
    return position;
  });
}

// Every value computed anew, by id. Only raw cells and formulas count here, never a stored result.
function recompute() {
  const results = new Map();
  const computing = new Set();

  function of(id) {
    if (results.has(id)) return results.get(id);
    const value = values.get(id);
    if (!value) throw new Error(`không có số liệu “${id}”`);
    if (computing.has(id)) throw new Error("công thức tự dẫn về chính nó");
    computing.add(id);
    let result;
    try {
      if (value.formula) result = derive(value);
      else if (value.cells || value.ranges) result = gather(value);
      else result = { value: null };
    } catch (error) {
      result = { problem: error.message };
    }
    computing.delete(id);
    results.set(id, result);
    return result;
  }

  function derive(value) {
    const used = new Set();
    let open = "";
    const computed = evaluate(value.formula, (name) => {
      used.add(name);
      const input = of(name);
      if (input.problem) throw new Error(`đầu vào “${label(name)}” không tính được: ${input.problem}`);
      open = open || input.open || "";
      return input.open ? null : input.value;
    });
    const named = new Set(value.inputs || []);
    if (used.size !== named.size || [...used].some((name) => !named.has(name))) {
      throw new Error("công thức không dùng đúng các đầu vào đã nêu");
    }
    return open ? { open } : { value: computed };
  }

  for (const id of values.keys()) of(id);
  return results;
}

// Why a value is wrong, "" when it is right.
function faultOfValue(value, result) {
  if (result.open) return "";
  if (result.problem) return `Không tính lại được: ${result.problem}.`;
  let stored = null;
  try {
    stored = value.value === null ? null : parseExact(value.value);
  } catch (error) {
    return `Giá trị ghi trong trang không đọc được: ${error.message}.`;
  }
  if (same(stored, result.value)) return "";
  const computed = result.value === null ? "không có giá trị" : exactText(result.value);
  return `Trang ghi ${stored === null ? "không có giá trị" : exactText(stored)}; tính lại từ ô dữ liệu gốc được ${computed}.`;
}

const SIGNS = {
  ">": (gap) => gap > 0, "<": (gap) => gap < 0, "=": (gap) => gap === 0, ">=": (gap) => gap >= 0, "<=": (gap) => gap <= 0,
};

// Why what is printed at a place is wrong, "" when it is right.
function faultOfPlace(place, results) {
  const value = values.get(place.id);
  const result = results.get(place.id);
  if (!value) return "Trang không có số liệu nào cho chỗ in này.";
  if (result.open || result.problem) return "";
  if (place.kind === "word") {
    const other = place.other ? results.get(place.other) : { value: whole(0) };
    const known = other && result.value !== null && other.value;
    const holdsTrue = known && Object.hasOwn(SIGNS, place.sign) && SIGNS[place.sign](compare(result.value, other.value));
    return holdsTrue ? "" : `Từ “${place.element.textContent}” không đúng với số liệu tính lại.`;
  }
  if (result.value === null) return "Số liệu này tính lại không có giá trị.";
  const printed = place.element.textContent;
  const wanted = value.unit === "năm dương lịch" ? exactText(result.value).replace(/\./g, "")
    : formatNumber(shifted(result.value, -place.scale), place.decimals, value.bound) + place.tail;
  return printed === wanted ? "" : `Chỗ này in “${printed}”; tính lại từ ô dữ liệu gốc phải in “${wanted}”.`;
}
