// Formulas of values, evaluated in exact numbers.

const TOKEN = /[ \t\r\n]+|([A-Za-z_][A-Za-z0-9_.]*)|([0-9]+(?:\.[0-9]+)?)|([-+*/(),])/y;
const FUNCTIONS = {
  sum: (list) => list.reduce(add),
  count: (list) => whole(list.length),
  min: (list) => list.reduce((a, b) => (compare(b, a) < 0 ? b : a)),
  max: (list) => list.reduce((a, b) => (compare(b, a) > 0 ? b : a)),
  median: (list) => {
    const ordered = [...list].sort(compare);
    const middle = ordered.length >> 1;
    return divide(add(ordered[middle], ordered[ordered.length - 1 - middle]), whole(2));
  },
};
const SHOWN_FUNCTIONS = { sum: "tổng", count: "số lượng", median: "trung vị", min: "nhỏ nhất", max: "lớn nhất" };

function tokensOf(text) {
  const tokens = [];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.length;) {
    const match = TOKEN.exec(text);
    if (!match) throw new Error(`công thức “${text}” có ký tự lạ`);
    if (match[1]) tokens.push({ kind: Object.hasOwn(FUNCTIONS, match[1]) ? "function" : "name", text: match[1] });
    else if (match[2]) tokens.push({ kind: "number", text: match[2] });
    else if (match[3]) tokens.push({ kind: "mark", text: match[3] });
  }
  return tokens;
}

// The result of a formula over the values that `lookup` gives; null when one is missing or a divisor is 0.
function evaluate(text, lookup) {
  const tokens = tokensOf(text);
  let at = 0;
  const wrong = () => new Error(`công thức “${text}” viết sai`);
  const mark = () => (tokens[at] && tokens[at].kind === "mark" ? tokens[at].text : "");
  const expect = (wanted) => { if (mark() !== wanted) throw wrong(); at += 1; };
  const apply = (operation, a, b) => (a === null || b === null ? null : operation(a, b));

  function sum() {
    let result = product();
    while (mark() === "+" || mark() === "-") {
      const operation = tokens[at++].text === "+" ? add : subtract;
      result = apply(operation, result, product());
    }
    return result;
  }

  function product() {
    let result = factor();
    while (mark() === "*" || mark() === "/") {
      const operation = tokens[at++].text === "*" ? multiply : divide;
      result = apply(operation, result, factor());
    }
    return result;
  }

  function factor() {
    const token = tokens[at];
    if (!token) throw wrong();
    at += 1;
    if (token.kind === "number") return parseExact(token.text);
    if (token.kind === "name") return lookup(token.text);
    if (token.kind === "function") {
      expect("(");
      const list = [sum()];
      while (mark() === ",") { at += 1; list.push(sum()); }
      expect(")");
      return list.includes(null) ? null : FUNCTIONS[token.text](list);
    }
    if (token.text === "-") return apply(subtract, whole(0), factor());
    if (token.text !== "(") throw wrong();
    const inside = sum();
    expect(")");
    return inside;
  }

  const result = sum();
  if (at < tokens.length) throw wrong();
  return result;
}
