// Up to four members, kept in this browser alone, and shown side by side.
const KEY = "shortlist";
export const MOST = 4;

export function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((slug) => typeof slug === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function keep(slugs) {
  try {
    if (slugs.length) localStorage.setItem(KEY, JSON.stringify(slugs));
    else localStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing: the list lives as long as the page.
  }
}

// The table: a column for each member, a row for each thing to compare. `cell(row, member)` gives nodes or a text.
export function table(make, members, rows) {
  const head = make("tr", {}, make("td"), ...members.map((one) => make("th", { scope: "col" }, one.portrait(), make("a", { href: one.href }, one.name))));
  const body = rows.map(([label, cell]) => make("tr", {}, make("th", { scope: "row" }, label), ...members.map((one) => make("td", {}, cell(one)))));
  return make("table", {}, make("thead", {}, head), make("tbody", {}, ...body));
}
