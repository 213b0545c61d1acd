// What a visitor described and chose in the directory goes with her to the form: after the # of the link, which browsers send
// to nobody, and in this tab's storage, for the way over a member's own page. The form's half is ask.js.
import { KINDS, nameOf } from "./words.js";

const KEY = "described";

// The fields of the form, from the page's state and what was understood in the task. What has no field is said in the task.
export function fieldsFrom(state, asked, words) {
  const chosen = KINDS.flatMap((kind) => state.chosen[kind].map((slug) => [kind, slug]));
  const service = state.chosen.services[0] ?? asked.services[0] ?? "";
  const more = chosen.filter(([, slug]) => slug !== service).map(([kind, slug]) => nameOf(words, kind, slug));
  if (state.q) more.push(`“${state.q}”`);
  const task = [state.task, more.length ? `I looked for: ${more.join(", ")}.` : ""].filter(Boolean).join("\n\n");
  return new URLSearchParams(Object.entries({ task, service, time_zone: state.zone }).filter(([, value]) => value));
}

export function keepFields(fields) {
  try {
    if (fields) sessionStorage.setItem(KEY, String(fields));
    else sessionStorage.removeItem(KEY);
  } catch {
    // Without storage the link alone carries it.
  }
}
