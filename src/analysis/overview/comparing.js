// Whether two editions may be compared, and how two figures compare: in words and a sign.

const shareParts = (one, other) => {
  const parts = new Set(one.territory.split("+"));
  return other.territory.split("+").some((part) => parts.has(part));
};

// Why an edition is not compared with the base; "" where it is.
function whyNot(base, row) {
  if (row === base) return "";
  for (const one of [base, row]) if (one.barred) return `${one === base ? "mốc: " : ""}${one.barred}`;
  if (row.territory === base.territory) {
    if (row.length === base.length) return otherDays(base, row);
    const part = [row, base].some((one) => one.length.includes("/"));
    return part ? "một phần của năm chỉ so với cùng phần ấy của năm khác" : `khác số năm của kỳ (${row.length} năm, mốc ${base.length} năm)`;
  }
  if (row.sameName === base.sameName) return "cùng tên nhưng không chắc cùng địa bàn: địa giới thay đổi từ ngày 01/7/2025";
  if (row.level !== "tinh" || base.level !== "tinh") return "không cùng cấp địa bàn: chỉ so tỉnh, thành phố với nhau";
  if (row.code !== base.code) return "khác cả địa bàn và kỳ: các địa bàn chỉ so trong cùng một kỳ";
  return shareParts(base, row) ? "hai địa bàn có phần chung" : otherDays(base, row);
}

// Parts of years into which registers were divided by other days count other schemes.
function otherDays(base, row) {
  if (!row.datedBy || !base.datedBy || row.datedBy === base.datedBy) return "";
  return `đề án được tính vào kỳ theo ngày khác: ${row.datedBy}, mốc ${base.datedBy}`;
}

// Why a figure is not compared with that of the base; "" where it is.
function whyNoFigure(row, base, headline, status) {
  const figure = figureOf(row, headline, status);
  if (!figure) {
    const others = (row.figures[headline] || []).map((one) => statusText(one.status));
    return others.length ? `chỉ có số ${others.join(", ")}, không có số ${statusText(status)}` : "không có số liệu này";
  }
  const of = figureOf(base, headline, status);
  if (!of) return "mốc không có số liệu này";
  if (figure.meaning !== of.meaning) return `khác định nghĩa: “${figure.meaning}”, mốc “${of.meaning}”`;
  return figure.unit === of.unit ? "" : `khác đơn vị: ${figure.unit}, mốc ${of.unit}`;
}

const reasonFor = (row, base, headline, status) => whyNot(base, row) || whyNoFigure(row, base, headline, status);

// The least and the most that a figure may be; null where nothing is known.
const least = (figure) => (figure.bound === "exact" || figure.bound === "at_least" ? figure.value : null);
const most = (figure) => (figure.bound === "exact" || figure.bound === "at_most" ? figure.value : null);
const surelyAbove = (one, other) => least(one) !== null && most(other) !== null && compare(least(one), most(other)) > 0;

// {sign, text}: no direction is told that the bounds leave open.
function against(figure, base) {
  const exact = figure.bound === "exact" && base.bound === "exact";
  if (exact && same(figure.value, base.value)) return { sign: "＝", text: "bằng mốc" };
  const above = surelyAbove(figure, base);
  if (!above && !surelyAbove(base, figure)) return { sign: "?", text: "chưa kết luận được: số là mức hoặc ước lượng" };
  const found = { sign: above ? "▲" : "▼", text: above ? "cao hơn mốc" : "thấp hơn mốc" };
  if (!exact) return found;
  const gap = subtract(figure.value, base.value);
  const distance = fraction(size(gap.n), gap.d);
  if (figure.unit === "%") found.text += ` ${formatNumber(distance, 2, "exact")} điểm phần trăm`;
  else if (base.value.n !== 0n) {
    const share = divide(multiply(distance, whole(100)), fraction(size(base.value.n), base.value.d));
    found.text += ` ${formatNumber(share, 2, "exact")}%`;
  }
  return found;
}
const told = ({ sign, text }) => `${sign} ${text}`;

// The order of two figures by value; one that is missing comes last either way.
function inOrder(one, other, way) {
  if (!one || !other) return (one ? 0 : 1) - (other ? 0 : 1);
  return way * compare(one.value, other.value);
}
