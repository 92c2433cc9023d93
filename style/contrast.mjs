// Checks the contrasts of tokens.css in both themes: node style/contrast.mjs (exit code 1 when one is too low).
import { readFileSync } from "node:fs";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
const full = (h) => (h.length === 4 ? "#" + [...h.slice(1)].map((c) => c + c).join("") : h);
const tokens = {};
for (const [, name, value] of css.matchAll(/--([\w-]+):\s*((?:light-dark\([^)]*\))|#[0-9a-f]+)/g)) {
  const colours = value.match(/#[0-9a-f]+/g);
  tokens[name] ??= [full(colours[0]), full(colours[1] ?? colours[0])];
}
const light = (hex) => {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const ratio = (a, b) => {
  const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05);
};
const grounds = ["paper", "sheet", "tint", "mark-wash", "act-wash", "good-wash", "soon-wash", "bad-wash"];
const pairs = [
  ...grounds.map((g) => ["ink", g, 4.5]),
  ...grounds.map((g) => ["muted", g, 4.5]),
  ...grounds.map((g) => ["act", g, 4.5]),
  ...["good", "soon", "bad"].flatMap((s) => ["paper", "sheet", "tint", "mark-wash", `${s}-wash`].map((g) => [s, g, 4.5])),
  ["act-ink", "act", 4.5], ["act-ink", "act-deep", 4.5], ["mark-ink", "mark", 4.5],
  ["bar-ink", "bar", 4.5], ["bar-muted", "bar", 4.5],
  ["edge", "paper", 3], ["edge", "sheet", 3],
  ["mark", "bar", 3], ["mark", "ring", 3], ["ink", "mark-hit", 4.5],
];
let wrong = 0;
for (const [front, ground, least] of pairs)
  for (const theme of [0, 1]) {
    const r = ratio(tokens[front][theme], tokens[ground][theme]);
    if (r < least) { wrong++; console.log(`${theme ? "dark" : "light"}: ${front} on ${ground} is ${r.toFixed(2)}, needs ${least}`); }
  }
console.log(`${pairs.length * 2} contrasts checked, ${wrong} too low`);
process.exit(wrong ? 1 : 0);
