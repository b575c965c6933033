"use strict";
const data = JSON.parse(document.getElementById("du-lieu").textContent);
const rows = data.rows;
const state = rows.map((row) => (row.chi_tieu ? "cho" : "bo"));
const marks = new Map();
document.querySelectorAll("mark").forEach((mark) => marks.set(Number(mark.dataset.dong), mark));
const form = document.getElementById("dong");
let picked = 0;
let changed = false;

function field(column) {
  const label = document.createElement("label");
  const name = document.createElement("span");
  name.textContent = data.names[column] || column;
  const choices = data.choices[column];
  const input = document.createElement(choices ? "select" : data.long.includes(column) ? "textarea" : "input");
  if (input.tagName === "TEXTAREA") input.rows = 2;
  for (const choice of choices ? ["", ...choices] : []) {
    const option = document.createElement("option");
    option.value = choice;
    option.textContent = choice || "(để trống)";
    input.append(option);
  }
  input.id = "o-" + column;
  input.addEventListener("input", () => {
    rows[picked][column] = input.value.replace(/\s*\n\s*/g, " ");
    changed = true;
    show();
  });
  label.append(name, input);
  return label;
}

function pick(index, focus) {
  picked = Math.max(0, Math.min(rows.length - 1, index));
  for (const column of data.shown) {
    const input = document.getElementById("o-" + column);
    const value = rows[picked][column];
    if (input.tagName === "SELECT" && ![...input.options].some((option) => option.value === value)) {
      const option = document.createElement("option");
      option.value = option.textContent = value;
      input.append(option);
    }
    input.value = value;
  }
  const mark = marks.get(picked);
  if (mark) {
    mark.scrollIntoView({ block: "nearest" });
    if (focus) mark.focus({ preventScroll: true });
  }
  show();
}

function set(word) {
  if (word === "nhan" && !rows[picked].chi_tieu) {
    document.getElementById("tin").textContent = "Chọn chỉ tiêu trước khi nhận.";
    document.getElementById("o-chi_tieu").focus();
    return;
  }
  state[picked] = word;
  changed = true;
  pick(picked + 1, true);
}

function show() {
  const words = { nhan: "đã nhận", bo: "bỏ", cho: "cần quyết" };
  marks.forEach((mark, index) => {
    mark.className = state[index] + (index === picked ? " chon" : "");
    mark.setAttribute("aria-label", mark.textContent + ", " + words[state[index]]);
  });
  if (!rows.length) return;
  document.getElementById("ten-dong").textContent =
    "Dòng " + (picked + 1) + "/" + rows.length + ": " + words[state[picked]];
  const { tin_cay: confidence, ly_do: reason } = rows[picked];
  const told = state[picked] === "cho" ? [confidence, reason] : [reason];
  document.getElementById("ly-do").textContent = told.filter(Boolean).join(": ");
  const count = (word) => state.filter((one) => one === word).length;
  document.getElementById("dem").textContent =
    count("nhan") + " dòng nhận, " + count("cho") + " dòng cần quyết, " + count("bo") + " dòng bỏ";
}

function cell(text) {
  return /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
}

function save() {
  const taken = rows.filter((_, index) => state[index] === "nhan");
  const lines = taken.map((row) =>
    data.columns.map((column) => cell(column === "tin_cay" ? data.accepted : row[column])).join(",")
  );
  const text = [data.columns.join(","), ...lines].join("\n") + "\n";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff" + text], { type: "text/csv;charset=utf-8" }));
  link.download = "ban-nhap-" + data.source + ".csv";
  link.click();
  URL.revokeObjectURL(link.href);
  changed = false;
  const left = state.filter((one) => one === "cho").length;
  document.getElementById("tin").textContent =
    "Đã lưu " + taken.length + " dòng" + (left ? "; còn " + left + " dòng chưa quyết không được lưu." : ".");
}

for (const column of data.shown) form.append(field(column));
marks.forEach((mark, index) => {
  mark.addEventListener("click", () => pick(index, false));
  mark.addEventListener("focus", () => { if (picked !== index) pick(index, false); });
});
document.getElementById("nhan").addEventListener("click", () => set("nhan"));
document.getElementById("bo").addEventListener("click", () => set("bo"));
document.getElementById("truoc").addEventListener("click", () => pick(picked - 1, true));
document.getElementById("sau").addEventListener("click", () => pick(picked + 1, true));
document.getElementById("luu").addEventListener("click", save);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.matches("input, select, textarea")) return;
  const act = { n: () => set("nhan"), b: () => set("bo"), j: () => pick(picked + 1, true), k: () => pick(picked - 1, true),
    ArrowRight: () => pick(picked + 1, true), ArrowLeft: () => pick(picked - 1, true),
    Enter: () => { if (event.target.matches("mark")) document.getElementById("o-" + data.shown[0]).focus(); } }[event.key];
  if (act && !(event.key === "Enter" && !event.target.matches("mark"))) {
    event.preventDefault();
    act();
  }
});
window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
if (rows.length) pick(state.indexOf("cho"), false);
show();
