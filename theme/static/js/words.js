// What a client's own words mean in the words of the directory: plugins/va_directory/wording.py again, for the browser.
// docs/ranking.md is the specification of both, and one table of cases holds them to it.
export const KINDS = ["services", "tools", "industries", "languages"];
const MAX_TASK = 5000;
const WIDTH = 4;
const TOKEN = /[\p{L}\p{N}]+/gu;
const SENTENCE = /[.!?;][ \t\r\n]|\n/u;
const ENDINGS = ["ment", "ing", "ion", "er", "or", "ed"];
const set = (words) => new Set(words.split(" "));
const EVERYDAY = set("art book books buffer ea it kit make minute minutes notion polish return returns sage team teams trade trades training wave woo"); // prettier-ignore
const NEVER = set("monday");
const NOT = set("except excluding never no not without");
const STOP = set(
  "a about all an and any anything are as at be by for from have in is it me my of on or our that the their them to us" +
    " who with work your",
);

export const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ß", "ss");

// The words of a text, each as it is written, in small letters, with its sentence and whether it is the first there.
export function tokens(text) {
  const found = [];
  plain([...text].slice(0, MAX_TASK).join("")).split(SENTENCE).forEach((part, sentence) => {
    (part.match(TOKEN) ?? []).forEach((written, place) => {
      found.push({ written, low: written.toLowerCase(), sentence, first: place === 0 });
    });
  });
  return found;
}

export function singular(word) {
  if (word.length < 4 || !word.endsWith("s") || /(ss|us|is)$/.test(word)) return word;
  return word.endsWith("ies") && word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
}

export function stem(given) {
  let word = singular(given);
  let ending;
  while ((ending = ENDINGS.find((one) => word.endsWith(one) && word.length - one.length >= 4))) {
    word = word.slice(0, -ending.length);
    if (word.at(-1) === word.at(-2) && !"aeioulsz".includes(word.at(-1))) word = word.slice(0, -1);
  }
  return word.endsWith("e") && word.length > 4 ? word.slice(0, -1) : word;
}

function terms(kind, entries) {
  const change = kind === "services" ? stem : singular;
  const made = { names: new Map(), exact: new Map(), stems: new Map(), spread: new Map(), spelled: new Set(), longest: 2 };
  const own = new Map();
  for (const [slug, name, synonyms] of entries) {
    made.names.set(slug, name);
    // The code of a language is no word: "it" and "no" are two.
    (kind === "languages" ? [name, ...synonyms] : [name, slug, ...synonyms]).forEach((spelling, place) => {
      const read = tokens(spelling);
      const words = read.map((one) => one.low);
      if (!words.length) return;
      for (const one of read) made.spelled.add(one.written);
      made.longest = Math.max(made.longest, words.length);
      (place < 2 ? own : made.exact).set(words.join(""), slug);
      const key = words.map(change).join("");
      // What two entries could claim is neither's; their exact spellings still are.
      made.stems.set(key, (made.stems.get(key) ?? slug) === slug ? slug : "");
      const parts = [...new Set(words.filter((word) => !STOP.has(word)).map(stem))];
      if (kind === "services" && parts.length > 1) {
        if (!made.spread.has(parts.length)) made.spread.set(parts.length, []);
        made.spread.get(parts.length).push([parts, slug]);
      }
    });
  }
  for (const [key, slug] of own) made.exact.set(key, slug);
  return made;
}

// The words by kind, from lists of [slug, name, [synonym, ...]].
export const wordsOf = (lists) => Object.fromEntries(KINDS.map((kind) => [kind, terms(kind, lists[kind])]));

// A word as it stands inside a sentence: bookkeeping, CRM upkeep, Xero, French.
export function nameOf(words, kind, slug) {
  const name = words[kind].names.get(slug) ?? slug;
  const inside = (kind === "services" || kind === "industries") && !/^\p{Lu}/u.test(name.slice(1));
  return inside ? name.slice(0, 1).toLowerCase() + name.slice(1) : name;
}

// The slug of a word that was chosen, or null.
export function resolve(known, word) {
  if (known.names.has(word)) return word;
  const words = tokens(word).map((one) => one.low);
  return known.exact.get(words.join("")) || known.stems.get(words.map(stem).join("")) || null;
}

// What a text names, by kind, in its order. What stands after "no" or "without" is left out.
export function find(text, words) {
  const inside = new Set();
  const found = {};
  for (const kind of KINDS) {
    const hits = hitsOf(text, words[kind], kind, KINDS.indexOf(kind) > 1 ? inside : new Set());
    for (const [places] of hits) if (places.length > 1) for (const place of places) inside.add(place);
    const named = hits.filter(([places]) => !isRefused(text, places[0])).sort(([one], [other]) => one[0] - other[0]);
    found[kind] = [...new Set(named.map(([, slug]) => slug))];
  }
  return found;
}

function hitsOf(text, known, kind, inside) {
  const change = kind === "services" ? stem : singular;
  const changed = text.map((one) => change(one.low));
  const free = text.map(() => true);
  const hits = [];
  const take = (places, slug) => {
    for (const place of places) free[place] = false;
    hits.push([places, slug]);
  };
  for (let count = known.longest; count > 0; count -= 1) {
    for (let start = 0; start + count <= text.length; start += 1) {
      const run = Array.from({ length: count }, (_, place) => start + place);
      if (!run.every((place) => free[place]) || text[start].sentence !== text[run.at(-1)].sentence) continue;
      const slug =
        known.exact.get(run.map((place) => text[place].low).join("")) ||
        known.stems.get(run.map((place) => changed[place]).join(""));
      if (slug && (count > 1 || (!inside.has(start) && counts(text[start], known, kind)))) take(run, slug);
    }
    for (let start = 0; start < text.length; start += 1) {
      const hit = spread(text, changed, free, start, known.spread.get(count) ?? []);
      if (hit) take(...hit);
    }
  }
  return hits;
}

function counts(token, known, kind) {
  if (NEVER.has(token.low)) return false;
  const asSpelled = known.spelled.has(token.written);
  if (EVERYDAY.has(token.low)) {
    return asSpelled && token.written !== token.low && (!token.first || token.written === token.written.toUpperCase());
  }
  return kind !== "languages" || asSpelled;
}

function isRefused(text, place) {
  let before = place - 1;
  if (before >= 0 && text[before].low === "any") before -= 1;
  return before >= 0 && text[before].sentence === text[place].sentence && NOT.has(text[before].low);
}

function spread(text, changed, free, start, spellings) {
  if (!spellings.length || !free[start]) return null;
  const places = new Map();
  for (let place = start; place < Math.min(start + WIDTH, text.length); place += 1) {
    if (text[place].sentence === text[start].sentence && free[place] && !places.has(changed[place])) {
      places.set(changed[place], place);
    }
  }
  for (const [parts, slug] of spellings) {
    if (parts.includes(changed[start]) && parts.every((part) => places.has(part))) {
      return [parts.map((part) => places.get(part)).sort((one, other) => one - other), slug];
    }
  }
  return null;
}

// The stems of a text's words, without those that say nothing alone.
export const content = (text) => text.filter((one) => !STOP.has(one.low)).map((one) => stem(one.low));
