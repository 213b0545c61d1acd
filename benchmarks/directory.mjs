// The directory's index in the browser's own engine: how long a filter takes. Called by directory.py with the files' folder
// and the scripts' folder; answers with JSON.
import { readFileSync } from "node:fs";

const [folder, scripts] = process.argv.slice(2);
const { Directory } = await import(`${scripts}/directory-index.js`);
const { rank, understand } = await import(`${scripts}/ranking.js`);
const read = (name) => JSON.parse(readFileSync(`${folder}/${name}.json`, "utf8"));
const visitor = { start: 540, end: 1020, offset: -300 };
const middle = (times) => times.sort((one, other) => one - other)[times.length >> 1];
function timed(work, times = 31) {
  work(0);
  return middle(
    Array.from({ length: times }, (_, number) => {
      const before = performance.now();
      work(number);
      return performance.now() - before;
    }),
  );
}

const index = read("index");
const readIn = timed(() => new Directory(index), 5);
const directory = new Directory(index);
directory.people = read("people");
directory.takeTexts(read("texts"));
const day = "2026-11-01";
const services = [...directory.sets.services.keys()];
const tools = [...directory.sets.tools.keys()];
const overlaps = directory.overlaps(visitor, day);
const choose = (number) => ({ services: [services[number % services.length]], tools: [tools[number % tools.length]], languages: ["en"] });
const words = ["ada", "book", "xero", "calm", "ada office", "ledger", "a"];
directory.matching("ada");

process.stdout.write(
  JSON.stringify({
    members: directory.count,
    "reading the index": readIn,
    "three words, hours, availability, all counts": timed((number) =>
      directory.filter({ chosen: choose(number), state: "open", least: 180, overlaps, within: null }),
    ),
    "hours in common with everybody": timed(() => directory.overlaps(visitor, day)),
    "a word in names, headlines, services, tools and bios": timed((number) => directory.matching(words[number % words.length])),
    "the order of the day, once": timed(() => {
      directory.turn = null;
      directory.inTurn();
    }, 5),
    "ranking everybody for a task": timed(() => {
      const need = { task: "bookkeeping in Xero, and payroll", hours: visitor };
      const places = directory.placesOf(directory.fitting(understand(need, directory.words)));
      return rank(need, places.map((place) => directory.candidate(place, day)), directory.words, day);
    }, 5),
  }),
);
