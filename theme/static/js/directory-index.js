// The directory's columns (plugins/va_directory/index.py), read once, and filters over them. Sets of members are bits,
// so that a choice among thousands and all its counts are a matter of a few million steps.
import { daily, offsetOn, overlap } from "./ranking.js";
import { KINDS, plain, wordsOf } from "./words.js";

export const LEVELS = ["native", "C2", "C1", "B2", "B1", "A2", "A1"];
export const STATES = ["open", "waiting-list", "full", "on-leave"];
const SIGNS = Array.from({ length: 92 }, (_, place) => 35 + place).filter((code) => code !== 92);
const NUMBERS = new Map(SIGNS.map((code, number) => [code, number]));
export const numberOf = (text, place) => {
  const code = text.charCodeAt(place);
  return NUMBERS.get(code) ?? code - 0x100 + SIGNS.length;
};
const usualSlug = (name) => plain(name).toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
export const folded = (text) => plain(text).toLowerCase();

const bitsOf = (count) => new Uint32Array(Math.ceil(count / 32));
const put = (bits, place) => (bits[place >>> 5] |= 1 << (place & 31));
export const has = (bits, place) => (bits[place >>> 5] >>> (place & 31)) & 1;

function ones(word) {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
function both(one, other) {
  let count = 0;
  for (let place = 0; place < one.length; place += 1) count += ones(one[place] & other[place]);
  return count;
}

export class Directory {
  constructor(index) {
    this.day = index.day;
    this.groups = index.groups;
    this.lists = index.words;
    this.zones = index.zones;
    this.names = index.names ? index.names.split("\n") : [];
    this.count = this.names.length;
    const slugs = index.slugs.split("\n");
    this.slugs = this.names.map((name, place) => slugs[place] || usualSlug(name));
    this.places = new Map(this.slugs.map((slug, place) => [slug, place]));
    this.zone = index.zone;
    this.hour = index.hour;
    this.hours = index.hours;
    this.availability = index.availability;
    this.since = index.since;
    this.rates = index.rates.split("\n");
    this.columns = Object.fromEntries(KINDS.map((kind) => [kind, index[kind].split(" ")]));
    this.everybody = bitsOf(this.count);
    this.sets = Object.fromEntries(KINDS.map((kind) => [kind, new Map()]));
    this.states = STATES.map(() => bitsOf(this.count));
    for (let place = 0; place < this.count; place += 1) {
      put(this.everybody, place);
      put(this.states[Number(this.availability[place])], place);
      for (const kind of KINDS) for (const slug of this.slugsOf(kind, place)) put(this.setOf(kind, slug), place);
    }
    // A language without a region stands for all of its regions, as in the ranking.
    for (const [code, set] of this.sets.languages) {
      const plain = this.sets.languages.get(code.split("-")[0]);
      if (plain && plain !== set) join(plain, set);
    }
  }

  get words() {
    this.known ??= wordsOf(this.lists);
    return this.known;
  }

  setOf(kind, slug) {
    const sets = this.sets[kind];
    if (!sets.has(slug)) sets.set(slug, bitsOf(this.count));
    return sets.get(slug);
  }

  slugsOf(kind, place) {
    const row = this.columns[kind][place] ?? "";
    const step = kind === "languages" ? 2 : 1;
    return Array.from({ length: row.length / step }, (_, at) => this.lists[kind][numberOf(row, at * step)][0]);
  }

  languagesOf(place) {
    const row = this.columns.languages[place];
    return this.slugsOf("languages", place).map((code, at) => [code, LEVELS[Number(row[at * 2 + 1])]]);
  }

  // Windows by zone and hours: there are few of them, however many members.
  windowOf(place, day) {
    const key = this.zone[place] + this.hour[place];
    this.windows ??= new Map();
    if (this.windowDay !== day) this.windows.clear();
    this.windowDay = day;
    if (!this.windows.has(key)) {
      const zone = this.zones[numberOf(this.zone, place)];
      this.windows.set(key, windowFrom(zone, this.hours[numberOf(this.hour, place)], day));
    }
    return this.windows.get(key);
  }

  // Minutes in common with the visitor's hours, for everybody.
  overlaps(visitor, day) {
    const found = new Uint16Array(this.count);
    const made = new Map();
    for (let place = 0; place < this.count; place += 1) {
      const key = this.zone[place] + this.hour[place];
      let minutes = made.get(key);
      if (minutes === undefined) made.set(key, (minutes = overlap(visitor, this.windowOf(place, day))));
      found[place] = minutes;
    }
    return found;
  }

  rateOf(place) {
    if (!this.rates[place]) return null;
    const [amount, currency, unit = "hour"] = this.rates[place].split(" ");
    return [Number(amount), currency, unit];
  }

  // Who lists at least one of the words that are asked for, as the ranking counts it.
  fitting(asked) {
    const sets = [];
    const kinds = asked.services.length || asked.tools.length ? ["services", "tools"] : ["industries", "languages"];
    for (const kind of kinds) {
      for (const [slug, set] of this.sets[kind]) {
        if (asked[kind].includes(slug) || (kind === "languages" && asked[kind].includes(slug.split("-")[0]))) sets.push(set);
      }
    }
    if (!sets.length && KINDS.every((kind) => !asked[kind].length)) return this.everybody.slice();
    const found = bitsOf(this.count);
    for (const set of sets) join(found, set);
    return found;
  }

  // A member as the ranking wants her.
  candidate(place, day) {
    const kinds = Object.fromEntries(KINDS.slice(0, 3).map((kind) => [kind, this.slugsOf(kind, place)]));
    return {
      place, slug: this.slugs[place], ...kinds, languages: this.languagesOf(place), hours: this.windowOf(place, day),
      availability: STATES[Number(this.availability[place])], rate: this.rateOf(place),
      declines: this.people?.declines[place] ?? [],
    }; // prettier-ignore
  }

  // Who has every word of a search somewhere: in the name, headline, business or bio, or as a service, tool, trade or language.
  matching(text) {
    const found = this.everybody.slice();
    for (const word of folded(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean)) {
      const one = bitsOf(this.count);
      for (const [spelling, set] of this.spellings()) if (spelling.startsWith(word)) join(one, set);
      this.textSet(word, one);
      for (let at = 0; at < found.length; at += 1) found[at] &= one[at];
    }
    return found;
  }

  // Every word of a name or synonym, with the members who list it.
  spellings() {
    this.spelled ??= KINDS.flatMap((kind) =>
      this.lists[kind].flatMap(([slug, name, synonyms]) => {
        const set = this.sets[kind].get(slug);
        const words = new Set([name, ...synonyms].flatMap((one) => [...folded(one).split(/[^\p{L}\p{N}]+/u), folded(one)]));
        return set ? [...words].filter(Boolean).map((word) => [word, set]) : [];
      }),
    );
    return this.spelled;
  }

  textSet(word, into) {
    const { words, steps } = this.texts;
    let low = 0;
    let high = words.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (words[middle] < word) low = middle + 1;
      else high = middle;
    }
    for (let at = low; at < words.length && words[at].startsWith(word); at += 1) {
      let place = 0;
      for (const step of steps[at]) put(into, (place += step));
    }
  }

  takeTexts({ words, steps }) {
    this.texts = { words: words ? words.split(" ") : [], steps };
  }

  // Who fits all choices, and for each word how many would be left with it. `within` are bits of a search, if there is one.
  filter({ chosen, state, least, overlaps, within }) {
    const found = (within ?? this.everybody).slice();
    for (const kind of KINDS) {
      for (const slug of chosen[kind] ?? []) {
        const set = this.sets[kind].get(slug);
        for (let at = 0; at < found.length; at += 1) found[at] &= set ? set[at] : 0;
      }
    }
    if (least && overlaps) {
      for (let place = 0; place < this.count; place += 1) {
        if (overlaps[place] < least) found[place >>> 5] &= ~(1 << (place & 31));
      }
    }
    const states = Object.fromEntries(STATES.map((name, number) => [name, both(found, this.states[number])]));
    if (state) {
      const set = this.states[STATES.indexOf(state)];
      for (let at = 0; at < found.length; at += 1) found[at] &= set ? set[at] : 0;
    }
    const counts = {};
    for (const kind of KINDS) {
      counts[kind] = new Map();
      for (const [slug, set] of this.sets[kind]) counts[kind].set(slug, both(found, set));
    }
    return { found, total: both(found, found), counts, states };
  }

  placesOf(found) {
    const places = [];
    for (let at = 0; at < found.length; at += 1) {
      for (let word = found[at]; word; word &= word - 1) places.push(at * 32 + 31 - Math.clz32(word & -word));
    }
    return places;
  }

  // The order of lists on the build's day: who has room first, then the lot.
  inTurn() {
    if (!this.turn) {
      const lots = this.slugs.map((slug) => daily(slug, this.day));
      const order = lots.map((_, place) => place);
      order.sort((one, other) =>
        Number(this.availability[one]) - Number(this.availability[other]) || lots[one] - lots[other] || (this.slugs[one] < this.slugs[other] ? -1 : 1),
      );
      this.turn = new Uint32Array(this.count);
      order.forEach((place, turn) => (this.turn[place] = turn));
    }
    return this.turn;
  }
}

const join = (into, other) => {
  for (let at = 0; at < into.length; at += 1) into[at] |= other[at];
};

const minutesOf = (clock) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
export const windowFrom = (zone, hours, day) => ({
  start: minutesOf(hours), end: minutesOf(hours.slice(6)), offset: offsetOn(zone, day),
}); // prettier-ignore
