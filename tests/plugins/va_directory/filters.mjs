// Answers, on standard output, what the browser's filters find in the columns on standard input.
import { readFileSync } from "node:fs";

const [folder] = process.argv.slice(2);
const { Directory, windowFrom } = await import(`${folder}/directory-index.js`);
const { files, queries, day, visitor } = JSON.parse(readFileSync(0, "utf8"));
const directory = new Directory(files.index);
directory.people = files.people;
directory.takeTexts(files.texts);
const overlaps = directory.overlaps(windowFrom(...visitor, day), day);
const slugs = (places) => places.map((place) => directory.slugs[place]);
const answers = queries.map(({ chosen, state, least, q }) => {
  const answer = directory.filter({ chosen, state, least, overlaps, within: q ? directory.matching(q) : null });
  const counts = Object.fromEntries(Object.entries(answer.counts).map(([kind, found]) => [kind, Object.fromEntries(found)]));
  return { found: slugs(directory.placesOf(answer.found)), total: answer.total, counts, states: answer.states };
});
const turn = directory.inTurn();
const places = [...turn.keys()];
process.stdout.write(
  JSON.stringify({
    answers,
    turn: slugs(places.sort((one, other) => turn[one] - turn[other])),
    candidates: places.map((place) => directory.candidate(place, day)),
  }),
);
