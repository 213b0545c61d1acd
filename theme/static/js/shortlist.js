// Up to four members, kept in this browser alone, and shown side by side.
import { make, portrait, price } from "./directory-card.js";
import { LEVELS, STATES } from "./directory-index.js";
import { AVAILABILITY, hoursWords } from "./ranking.js";

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
function table(members, rows) {
  const head = make("tr", {}, make("td"), ...members.map((one) => make("th", { scope: "col" }, one.portrait, make("a", { href: one.href }, one.name))));
  const body = rows.map(([label, cell]) => make("tr", {}, make("th", { scope: "row" }, label), ...members.map((one) => make("td", {}, cell(one)))));
  return make("table", {}, make("thead", {}, head), make("tbody", {}, ...body));
}

function button(text, label, work) {
  const made = make("button", { type: "button", className: "plain" }, text);
  if (label) made.setAttribute("aria-label", label);
  made.addEventListener("click", work);
  return made;
}

// Gives what stands in the shortlist's section. `overlaps` are the minutes in common with the visitor, by place.
export function sideBySide(page, overlaps) {
  const { directory } = page;
  const members = page.shortlist.map((slug) => {
    const place = directory.places.get(slug);
    return { slug, place, name: directory.names[place], href: `${page.box.dataset.members}${slug}/`, portrait: portrait(directory, place) };
  });
  const list = (kind) => ({ place }) => directory.slugsOf(kind, place).map((one) => directory.words[kind].names.get(one)).join(", ") || "Not said";
  const level = ([code, how]) => directory.words.languages.names.get(code) + (how === LEVELS[0] ? "" : ` (${how})`);
  const ask = ({ slug, name }) => {
    const link = make("a", { href: page.asking(slug) }, "Ask for an introduction");
    link.setAttribute("aria-label", `Ask for an introduction to ${name}`);
    return link;
  };
  const rows = [
    ["Good at", ({ place }) => directory.people.headlines[place]],
    ["Services", list("services")], ["Tools", list("tools")], ["Trades", list("industries")],
    ["Speaks", ({ place }) => directory.languagesOf(place).map(level).join(", ")],
    ["In common with you", ({ place }) => `${hoursWords(overlaps[place])} a day`],
    ["Now", ({ place }) => directory.people.now[place] ?? AVAILABILITY[STATES[Number(directory.availability[place])]]],
    ["Rate", ({ place }) => price(directory.rateOf(place))],
    ["Does not take", ({ place }) => directory.people.declines[place].join("; ") || "Not said"],
    ...(page.box.dataset.ask ? [["Next", ask]] : []),
    ["Shortlist", ({ slug, name }) => button("Take off", `Take off ${name}`, () => page.takeOff(slug))],
  ]; // prettier-ignore
  return [
    make("h2", { className: "kicker", tabIndex: -1 }, `Your shortlist: ${page.shortlist.length} of ${MOST}`),
    make("div", { className: "table-scroll", tabIndex: 0, role: "group", ariaLabel: "Side by side" }, table(members, rows)),
    make("p", { className: "act" },
      button("Print it", null, () => print()), button("Empty it", null, () => page.empty()),
      make("span", { className: "hint" }, "Kept in this browser alone.")),
  ]; // prettier-ignore
}
