// Answers, on standard output, what the browser's half of the ranking makes of the table on standard input.
import { readFileSync } from "node:fs";

const [folder] = process.argv.slice(2);
const { stem, wordsOf } = await import(`${folder}/words.js`);
const { daily, offsetOn, rank, understand } = await import(`${folder}/ranking.js`);
const table = JSON.parse(readFileSync(0, "utf8"));
const words = wordsOf(table.words);
const answer = {
  stems: Object.fromEntries(Object.keys(table.stems).map((word) => [word, stem(word)])),
  reads: table.reads.map(({ text }) => understand({ task: text }, words)),
  offsets: table.offsets.map(([zone, day]) => offsetOn(zone, day)),
  lots: table.lots.map(([slug, day]) => daily(slug, day)),
  cases: table.cases.map(({ need }) =>
    rank(need, table.members, words, table.day).map((one) => [one.slug, one.score, one.fits, one.reasons.join("; ")]),
  ),
};
process.stdout.write(JSON.stringify(answer));
