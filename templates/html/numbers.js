// Exact numbers, and how Vietnamese prints them. Numbers are fractions {n, d} of BigInt, never floating.

const gcd = (a, b) => { while (b) [a, b] = [b, a % b]; return a; };
const size = (n) => (n < 0n ? -n : n);
const whole = (n) => ({ n: BigInt(n), d: 1n });

function fraction(n, d) {
  if (d < 0n) [n, d] = [-n, -d];
  const common = gcd(size(n), d);
  return { n: n / common, d: d / common };
}

const add = (a, b) => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
const subtract = (a, b) => fraction(a.n * b.d - b.n * a.d, a.d * b.d);
const multiply = (a, b) => fraction(a.n * b.n, a.d * b.d);
const divide = (a, b) => (b.n === 0n ? null : fraction(a.n * b.d, a.d * b.n));
const compare = (a, b) => { const gap = a.n * b.d - b.n * a.d; return gap < 0n ? -1 : gap > 0n ? 1 : 0; };
const shifted = (a, power) => (power < 0 ? divide(a, whole(10n ** BigInt(-power))) : multiply(a, whole(10n ** BigInt(power))));
const same = (a, b) => (a === null || b === null ? a === b : compare(a, b) === 0);

function floor(value) {
  const quotient = value.n / value.d;
  return value.n < 0n && quotient * value.d !== value.n ? quotient - 1n : quotient;
}

// "60182000000", "0.5", "14958/1315", "-3"
function parseExact(text) {
  const match = /^(-?[0-9]+)(?:\.([0-9]+)|\/([0-9]+))?$/.exec(text);
  if (!match || (match[3] && BigInt(match[3]) === 0n)) throw new Error(`“${text}” không phải là một giá trị`);
  if (match[3]) return fraction(BigInt(match[1]), BigInt(match[3]));
  const decimals = match[2] || "";
  return fraction(BigInt(match[1] + decimals), 10n ** BigInt(decimals.length));
}

// Vietnamese print: dots group, a comma starts the decimals.

const grouped = (digits) => digits.replace(/\B(?=(?:[0-9]{3})+$)/g, ".");

// Half away from zero; a lower bound rounds down and an upper one up, so that print never claims too much.
// Below 0 decimals the last digits before the comma are rounded too.
function formatNumber(value, decimals, bound) {
  const scaled = shifted(value, decimals);
  let rounded;
  if (bound === "at_least") rounded = floor(scaled);
  else if (bound === "at_most") rounded = -floor({ n: -scaled.n, d: scaled.d });
  else rounded = floor(add({ n: size(scaled.n), d: scaled.d }, fraction(1n, 2n))) * (scaled.n < 0n ? -1n : 1n);
  if (decimals < 0) return formatNumber(whole(rounded * 10n ** BigInt(-decimals)), 0, "exact");
  const digits = String(size(rounded)).padStart(decimals + 1, "0");
  const cut = digits.length - decimals;
  return (rounded < 0n ? "-" : "") + grouped(digits.slice(0, cut)) + (decimals ? "," + digits.slice(cut) : "");
}

// The exact value for a reader: all its decimals, or a fraction where they do not end.
function exactText(value) {
  for (let decimals = 0; decimals <= 12; decimals += 1) {
    if ((10n ** BigInt(decimals)) % value.d === 0n) return formatNumber(value, decimals, "exact");
  }
  return (value.n < 0n ? "-" : "") + `${grouped(String(size(value.n)))}/${grouped(String(value.d))}`;
}

const SPACES = " \u00a0\u202f";
const VIETNAMESE = new RegExp(
  `^[-−]?(?:[0-9]+|[1-9][0-9]{0,2}([.${SPACES}])[0-9]{3}(?:\\1[0-9]{3})*)(?:,[0-9]+)?$`,
);

function parseVietnamese(text) {
  if (!VIETNAMESE.test(text)) throw new Error(`“${text}” không phải số viết theo cách Việt Nam`);
  const [integer, decimals = ""] = text.replace("−", "-").split(",");
  const digits = integer.replace(new RegExp(`[.${SPACES}]`, "g"), "");
  return fraction(BigInt(digits + decimals), 10n ** BigInt(decimals.length));
}
