// The filters of the directory: their fields, and beside each word how many would be left with it.
import { make } from "./directory-card.js";
import { STATES } from "./directory-index.js";
import { AVAILABILITY } from "./ranking.js";
import { KINDS } from "./words.js";

const HEADINGS = { services: "Services", tools: "Tools", industries: "Trades they know", languages: "Languages" };
const SORTS = [["", "Today’s order"], ["hours", "Most hours in common"], ["since", "Longest in the work"], ["name", "Name"]]; // prettier-ignore

// Gives the closed panel; the visitor's time zone is what her browser says.
export function panel(directory) {
  const field = (name, label, control) => make("div", { className: "field" }, make("label", { htmlFor: `by-${name}` }, label), Object.assign(control, { id: `by-${name}`, name }));
  const choice = (pairs) => make("select", {}, ...pairs.map(([value, text]) => make("option", { value }, text)));
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
  const zones = [...new Set([own, ...(Intl.supportedValuesOf?.("timeZone") ?? []), ...directory.zones, "UTC"])].sort();
  const zone = choice(zones.map((one) => [one, one.replaceAll("_", " ")]));
  zone.value = own;
  const clock = (value) => make("input", { type: "time", value, required: true });
  return make(
    "div", { className: "filters", hidden: true },
    make("div", { className: "row" },
      field("q", "A name or any word", make("input", { type: "search", autocomplete: "off" })),
      field("now", "Who has room", choice([["", "Everybody"], ...STATES.map((state) => [state, AVAILABILITY[state]])])),
      field("sort", "Order", choice(SORTS)),
    ),
    make("div", { className: "row" },
      field("zone", "Your time zone", zone), field("from", "You work from", clock("09:00")), field("until", "until", clock("17:00")),
      field("least", "In common, at least", choice([["", "Any"], ...[1, 2, 3, 4, 5, 6, 7, 8].map((hours) => [String(hours), `${hours} h a day`])])),
    ),
    ...KINDS.map((kind) => group(directory, kind)),
  ); // prettier-ignore
}

function group(directory, kind) {
  const known = directory.lists[kind].filter(([slug]) => directory.sets[kind].has(slug));
  if (kind === "languages") known.sort(([, one], [, other]) => one.localeCompare(other));
  const box = ([slug, name]) =>
    make("label", { className: "pick" }, make("input", { type: "checkbox", name: kind, value: slug }), make("span", {}, name, " ", make("i", {})));
  const parts = kind === "services"
    ? directory.groups.map(([heading, slugs]) => [heading, known.filter(([slug]) => slugs.includes(slug))]).filter(([, rows]) => rows.length)
    : [[null, known]]; // prettier-ignore
  const inside = parts.map(([heading, rows]) => make("fieldset", {}, make("legend", { className: heading ? "" : "hide" }, heading ?? HEADINGS[kind]), ...rows.map(box)));
  return make("details", { name: "kind" }, make("summary", {}, HEADINGS[kind], " ", make("i", { className: kind })), make("div", { className: "picks" }, ...inside));
}

// Writes the counts of an answer beside the words. What would leave nobody cannot be chosen; what is chosen can be taken back.
export function showCounts(panel, { counts, states }, chosen) {
  for (const kind of KINDS) {
    const many = chosen[kind].length;
    panel.querySelector(`summary .${kind}`).textContent = many ? `${many} chosen` : "";
    for (const box of panel.querySelectorAll(`input[name=${kind}]`)) {
      const count = counts[kind].get(box.value);
      box.nextSibling.lastChild.textContent = count;
      box.disabled = !count && !box.checked;
    }
  }
  for (const option of panel.querySelector("[name=now]").options) {
    if (option.value) option.textContent = `${AVAILABILITY[option.value]} (${states[option.value]})`;
  }
}
