// A member in the results: what macros/cards.html makes of her, with the reasons and the hours in common besides.
import { STATES, numberOf } from "./directory-index.js";
import { AVAILABILITY, UNITS, hoursWords } from "./ranking.js";

const SVG = "http://www.w3.org/2000/svg";

export function make(tag, values = {}, ...inside) {
  const made = Object.assign(document.createElement(tag), values);
  made.append(...inside.filter((one) => one !== null && one !== ""));
  return made;
}

function drawn(tag, values, text = "") {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(values)) made.setAttribute(name, value);
  made.append(text);
  return made;
}

export function portrait(directory, place) {
  const [ground, a, b, c, d] = [0, 1, 2, 3, 4].map((at) => numberOf(directory.people.portraits, place * 5 + at));
  const words = directory.names[place].split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  const initials = ends.map((word) => [...[...word][0].toUpperCase()][0]).join("") || "?";
  const svg = drawn("svg", { class: `portrait g${ground}`, viewBox: "0 0 64 64", width: 64, height: 64, "aria-hidden": "true" });
  svg.append(drawn("path", { d: `M0 ${a}C24 ${b} 40 ${c} 64 ${d}M0 ${d}C20 ${c} 44 ${b} 64 ${a}` }), drawn("text", { x: 32, y: 40 }, initials));
  return svg;
}

export function price(rate) {
  if (!rate) return "Rate on request";
  const amount = rate[0].toLocaleString("en-GB", { minimumFractionDigits: rate[0] % 1 ? 2 : 0, maximumFractionDigits: 2, useGrouping: rate[0] >= 10_000 });
  return `${amount} ${rate[1]} ${UNITS[rate[2]]}`;
}

export function card(page, { place, why, overlap }) {
  const { directory } = page;
  const { people } = directory;
  const name = directory.names[place];
  const state = STATES[Number(directory.availability[place])];
  const meta = [people.businesses[place], people.samples[place] === "1" ? make("i", {}, "Sample profile") : ""].filter(Boolean);
  const services = directory.slugsOf("services", place);
  const shown = services.slice(0, 3).map((slug) => make("span", {}, directory.words.services.names.get(slug)));
  if (services.length > 3) shown.push(make("span", {}, `and ${services.length - 3} more`));
  const spoken = directory.languagesOf(place).map(([code, level]) => directory.words.languages.names.get(code) + (level === "native" ? "" : ` (${level})`));
  const fact = (term, text, className = "") => make("div", {}, make("dt", {}, term), make("dd", { className }, text));
  const compare = make("button", { type: "button", className: "plain" });
  compare.dataset.slug = directory.slugs[place];
  compare.addEventListener("click", () => page.toggle(compare.dataset.slug));
  page.mark(compare);
  return make(
    "li", { className: "person" }, portrait(directory, place),
    make("div", {},
      make("h3", {}, make("a", { href: `${page.box.dataset.members}${directory.slugs[place]}/` }, name)),
      meta.length ? make("p", { className: "meta" }, ...meta.flatMap((one) => [one, " "])) : null,
      make("p", { className: "say" }, people.headlines[place]),
      why ? make("ul", { className: "why" }, ...why.map((reason) => make("li", {}, reason))) : make("p", { className: "meta" }, ...shown.flatMap((one) => [one, " "])),
      make("p", { className: "meta" }, compare),
    ),
    make("dl", { className: "facts" },
      fact("Now", people.now[place] ?? AVAILABILITY[state], `is-${state}`),
      fact("In common", overlap ? `${hoursWords(overlap)} a day with you` : "No hours with you"),
      fact("Speaks", spoken.join(", ")),
      fact("Rate", price(directory.rateOf(place))),
    ),
  ); // prettier-ignore
}
