// Who fits what a client needs, in which order, and why: plugins/va_directory/matching.py again, for the browser.
// docs/ranking.md is the specification of both, and one table of cases holds them to it.
import { KINDS, content, find, nameOf, resolve, singular, tokens } from "./words.js";

export const AVAILABILITY = { open: "Open now", "waiting-list": "Waiting list", full: "Full at present", "on-leave": "On leave" };
export const UNITS = { hour: "an hour", day: "a day", month: "a month", project: "a project" };
const POINTS = { services: 30, tools: 12, industries: 8, languages: 15 };
const FOR_WORK = new Set(["native", "C2", "C1", "B2"]);
const DAY = 24 * 60;
const modulo = (value) => ((value % DAY) + DAY) % DAY;
const lengthOf = ({ start, end }) => modulo(end - start - 1) + 1;

// Windows are { start, end, offset }: minutes after local midnight, and the offset from UTC in minutes.
export function overlap(one, other) {
  const begin = modulo(one.start - one.offset);
  const finish = begin + lengthOf(one);
  const first = modulo(other.start - other.offset);
  return [first - DAY, first, first + DAY]
    .map((start) => Math.max(0, Math.min(finish, start + lengthOf(other)) - Math.max(begin, start)))
    .reduce((sum, minutes) => sum + minutes);
}

export function hoursWords(minutes) {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [...(hours || !rest ? [`${hours} h`] : []), ...(rest ? [`${rest} min`] : [])].join(" ");
}

// The offset from UTC, in minutes, of a zone at noon UTC of a day like 2026-11-26.
export function offsetOn(zone, day) {
  const noon = new Date(`${day}T12:00:00Z`);
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric",
  }).formatToParts(noon); // prettier-ignore
  const part = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
  return Math.round((Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute) - noon) / 60_000);
}

const fnv = (text, lot) => {
  let value = lot;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193);
  return value;
};
const days = new Map();
const lots = new Map();

// A member's lot of a day: over time everybody has each place equally often.
export function daily(slug, day) {
  const key = `${day} ${slug}`;
  const known = lots.get(key);
  if (known !== undefined) return known;
  if (!days.has(day)) days.set(day, fnv(day, 0x811c9dc5));
  let lot = fnv(slug, days.get(day));
  lot = Math.imul(lot ^ (lot >>> 16), 0x85ebca6b);
  lot = Math.imul(lot ^ (lot >>> 13), 0xc2b2ae35);
  lot = (lot ^ (lot >>> 16)) >>> 0;
  lots.set(key, lot);
  return lot;
}

// A need in the directory's words; `unknown` was chosen and is no word of the directory.
export function understand(need, words) {
  const found = find(tokens(need.task ?? ""), words);
  const unknown = [];
  const asked = {};
  for (const kind of KINDS) {
    const slugs = new Set();
    for (const word of need[kind] ?? []) {
      const slug = resolve(words[kind], word);
      if (slug === null) unknown.push(word);
      else slugs.add(slug);
    }
    asked[kind] = [...new Set([...slugs, ...found[kind]])];
  }
  return { ...asked, unknown };
}

// All members in their order: { slug, score, fits, declines, overlap, reasons, member }; who does not fit comes last.
export function rank(need, members, words, day) {
  const judge = judgeOf(need, words);
  const ranked = members.map((member) => {
    const away = member.availability === "full" || member.availability === "on-leave";
    return Object.assign(judge(member), { away, lot: daily(member.slug, day) });
  });
  return ranked.sort(
    (one, other) =>
      other.fits - one.fits || one.away - other.away || other.score - one.score || one.lot - other.lot || (one.slug < other.slug ? -1 : 1),
  );
}

function judgeOf(need, words) {
  const asked = understand(need, words);
  const text = tokens(need.task ?? "");
  const stems = new Set(content(text));
  const singles = new Set(text.map((one) => singular(one.low)));
  const names = Object.fromEntries(KINDS.map((kind) => [kind, asked[kind].map((slug) => [slug, nameOf(words, kind, slug)])]));
  const wanted = new Set([...asked.services, ...asked.tools, ...asked.industries]);
  const nothing = KINDS.every((kind) => !asked[kind].length);
  const lines = new Map();
  const inCommon = new Map();
  const together = (hours) => {
    if (!inCommon.has(hours)) inCommon.set(hours, overlap(need.hours, hours));
    return inCommon.get(hours);
  };

  // What of the need a line names, and whether the task says all of the line's words.
  const lineOf = (line) => {
    if (!lines.has(line)) {
      const read = tokens(line);
      const found = find(read, words);
      const parts = new Set(content(read));
      const said = read.length === 1 ? singles.has(singular(read[0].low)) : parts.size > 0 && [...parts].every((one) => stems.has(one));
      lines.set(line, [[...found.services, ...found.tools, ...found.industries].filter((slug) => wanted.has(slug)), said]);
    }
    return lines.get(line);
  };

  // A line about something that she lists herself is a limit of it, not a no.
  const declined = (member) => {
    const refused = new Map();
    const limits = [];
    for (const line of member.declines) {
      const [touched, said] = lineOf(line);
      const others = touched.filter((slug) => !["services", "tools", "industries"].some((kind) => member[kind].includes(slug)));
      if (others.length) for (const slug of others) refused.set(slug, line);
      else if (touched.length) limits.push(line);
      else if (said) refused.set(line, line);
    }
    return [refused, limits];
  };

  return (member) => {
    const [refused, limits] = declined(member);
    const met = {};
    const unknown = [];
    let score = 0;
    for (const kind of KINDS.slice(0, 3)) {
      met[kind] = [];
      for (const [slug, name] of names[kind]) {
        if (member[kind].includes(slug)) met[kind].push(name);
        else if (!refused.has(slug)) unknown.push(name);
      }
      score += POINTS[kind] * met[kind].length;
    }
    const speaks = [];
    const some = [];
    for (const [code, name] of names.languages) {
      const level = member.languages.find(([own]) => own === code || own.split("-")[0] === code)?.[1];
      if (!level) unknown.push(name);
      else if (FOR_WORK.has(level)) speaks.push(name);
      else some.push(`${name} (${level})`);
    }
    score += POINTS.languages * speaks.length + 5 * some.length;
    const does = [...met.services, ...met.tools];
    const heads = [["does", does], ["knows", met.industries], ["speaks", speaks], ["speaks some", some]]; // prettier-ignore
    const reasons = heads.filter(([, named]) => named.length).map(([what, named]) => `${what}: ${named.join(", ")}`);
    const minutes = need.hours ? together(member.hours) : null;
    if (minutes !== null) {
      score += Math.min(Math.floor(minutes / 20), 15);
      reasons.push(minutes ? `hours overlap ${hoursWords(minutes)}` : "hours do not overlap");
    }
    if (need.budget) {
      const [points, reason] = budgetOf(need.budget, member.rate);
      score += points;
      reasons.push(reason);
    }
    if (member.availability !== "open") {
      score -= 10;
      reasons.push(AVAILABILITY[member.availability].toLowerCase());
    }
    const declines = [...new Set(refused.values())];
    score -= 10 * declines.length;
    for (const line of declines) reasons.push(`declines: ${line}`);
    for (const line of limits) reasons.push(`with limits: ${line}`);
    if (unknown.length) reasons.push(`not known: ${unknown.join(", ")}`);
    const beside = met.industries.length + speaks.length + some.length > 0;
    const fits = Boolean(asked.services.length || asked.tools.length ? does.length > 0 : nothing || beside);
    return { slug: member.slug, score, fits, declines, overlap: minutes, reasons, member };
  };
}

function budgetOf([most, currency], rate) {
  if (!rate) return [0, "rate on request"];
  const plain = rate[0].toFixed(2).replace(/\.00$/, "");
  const amount = rate[0] >= 10_000 ? plain.replace(/\B(?=(\d{3})+(?!\d))/g, ",") : plain;
  const shown = `${amount} ${rate[1]} ${UNITS[rate[2]]}`;
  if (rate[1] !== currency || rate[2] !== "hour") return [0, `budget not comparable: ${shown}`];
  return rate[0] <= most ? [5, `within the budget: ${shown}`] : [-10, `over the budget: ${shown}`];
}
