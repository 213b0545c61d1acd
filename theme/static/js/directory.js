// Find a VA with JavaScript: the task in plain words, filters whose counts stay true, a shortlist. Nothing that is written here
// is sent anywhere: what is chosen stands after the # of the address, which browsers keep to themselves.
import { fieldsFrom, keepFields } from "./asking.js";
import { card, make } from "./directory-card.js";
import { panel, showCounts } from "./directory-filters.js";
import { Directory, has, windowFrom } from "./directory-index.js";
import { rank, understand } from "./ranking.js";
import { MOST, keep, read, sideBySide } from "./shortlist.js";
import { KINDS, nameOf } from "./words.js";

const A_TIME = 20;
const get = (href) => fetch(href).then((answer) => answer.json());
const plural = (count) => `${count} ${count === 1 ? "person" : "people"}`;
// The visitor's own day, which near midnight is not that of Greenwich.
const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

export async function begin(box) {
  const sheet = make("link", { rel: "stylesheet", href: box.dataset.sheet });
  const styled = new Promise((done) => ["load", "error"].forEach((event) => sheet.addEventListener(event, done)));
  document.head.append(sheet);
  const [index, people] = await Promise.all([get(box.dataset.index), get(box.dataset.people), styled]);
  const directory = new Directory(index);
  directory.people = people;
  return new Page(box, directory);
}

class Page {
  constructor(box, directory) {
    this.box = box;
    this.directory = directory;
    this.form = box.querySelector("form");
    this.status = box.querySelector("[role=status]");
    this.task = box.querySelector("[name=task]");
    this.plainList = [...box.parentElement.children].filter((one) => one !== box && !one.matches("template, .more"));
    this.shortlist = read().filter((slug) => directory.places.has(slug));
    this.results = make("section", { className: "results", hidden: true, ariaLabel: "Results" });
    this.compared = make("section", { className: "compared", hidden: true, ariaLabel: "Your shortlist" });
    box.after(this.compared, this.results);
    this.panel = panel(directory);
    this.form.append(this.panel);
    this.form.elements.q.addEventListener("focus", () => this.loadTexts(), { once: true });
    this.asks = [...document.querySelectorAll("main .head a.btn")];
    this.zoneBefore = this.form.elements.zone.value;
    box.classList.add("open");
    this.form.addEventListener("input", () => this.soon());
    this.form.addEventListener("change", () => this.changed(true));
    addEventListener("popstate", () => this.fromAddress());
    // What was written while all this was loading stays.
    if (this.task.value) this.changed(false);
    else this.fromAddress();
    this.compare();
  }

  open() {
    this.panel.hidden = !this.panel.hidden;
    this.box.querySelector("button").setAttribute("aria-expanded", String(!this.panel.hidden));
  }

  state() {
    const data = new FormData(this.form);
    const chosen = Object.fromEntries(KINDS.map((kind) => [kind, data.getAll(kind)]));
    const text = (name) => String(data.get(name) ?? "").trim();
    return { chosen, task: text("task"), q: text("q"), now: text("now"), sort: text("sort"), zone: text("zone"), from: text("from"), until: text("until"), least: text("least") }; // prettier-ignore
  }

  address(state) {
    const found = new URLSearchParams();
    for (const name of ["task", "q", "now", "least", "sort"]) if (state[name]) found.set(name, state[name]);
    for (const kind of KINDS) for (const slug of state.chosen[kind]) found.append(kind, slug);
    // The visitor's hours are part of what is shared only where they decide who is shown.
    if (state.least || state.sort === "hours" || state.from !== "09:00" || state.until !== "17:00" || state.zone !== this.zoneBefore) {
      for (const name of ["zone", "from", "until"]) found.set(name, state[name]);
    }
    return String(found) ? `#${found}` : location.pathname + location.search;
  }

  fromAddress() {
    if (location.hash && !location.hash.includes("=")) return;
    const given = new URLSearchParams(location.hash.slice(1));
    const { elements } = this.form;
    for (const name of ["task", "q", "now", "least", "sort"]) elements[name].value = given.get(name) ?? "";
    for (const [name, usual] of [["zone", this.zoneBefore], ["from", "09:00"], ["until", "17:00"]]) {
      elements[name].value = given.get(name) ?? usual;
      if (!elements[name].value) elements[name].value = usual;
    } // prettier-ignore
    for (const kind of KINDS) {
      for (const box of this.form.querySelectorAll(`input[name=${kind}]`)) box.checked = given.getAll(kind).includes(box.value);
    }
    if ([...given.keys()].some((name) => name !== "task")) this.panel.hidden = false;
    this.box.querySelector("button").setAttribute("aria-expanded", String(!this.panel.hidden));
    this.show();
  }

  loadTexts() {
    this.texts ??= get(this.box.dataset.texts)
      .then((texts) => {
        this.directory.takeTexts(texts);
        if (this.state().q) this.show(true);
      })
      .catch(() => {
        this.texts = null;
        if (this.state().q) this.status.textContent = "The words could not be looked up. Is there a connection? Type on to try again.";
      });
  }

  soon() {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.changed(false), 150);
  }

  // A choice is a step for the back button; letters on the way to a word are not.
  changed(step) {
    clearTimeout(this.pause);
    const address = this.address(this.state());
    const here = location.hash.includes("=") ? location.hash : location.pathname + location.search;
    if (address !== here) history[step || here === this.stepped ? "pushState" : "replaceState"](null, "", address);
    if (step) this.stepped = address;
    this.show();
  }

  show(again = false) {
    const state = this.state();
    // Leaving a field says "change" once more; drawing the list anew then would take the click that left it.
    const key = JSON.stringify(state);
    if (key === this.shown && !again) return;
    this.shown = key;
    const { directory } = this;
    // No number is said of a search before it is one.
    if (state.q && !directory.texts) {
      this.status.textContent = "Looking …";
      this.loadTexts();
      return;
    }
    const day = today();
    this.visitor = windowFrom(state.zone, `${state.from || "09:00"}-${state.until || "17:00"}`, day);
    const overlaps = directory.overlaps(this.visitor, day);
    const answer = directory.filter({
      chosen: state.chosen, state: state.now, least: Number(state.least) * 60, overlaps, within: this.within(state, day),
    }); // prettier-ignore
    showCounts(this.panel, answer, state.chosen);
    const active = state.task || state.q || state.now || state.least || state.sort || KINDS.some((kind) => state.chosen[kind].length);
    this.results.hidden = !active;
    for (const part of this.plainList) part.hidden = Boolean(active);
    keepFields(active ? this.fields(state) : null);
    for (const link of this.asks) link.href = active ? this.asking() : this.box.dataset.ask;
    if (!active) {
      this.status.replaceChildren();
      this.form.querySelector(".reset")?.remove();
      this.compare();
      return;
    }
    // Without an order of the visitor's own, the task has one, and otherwise the day.
    const why = new Map(state.task ? this.ranked.map((one) => [one.member.place, one.reasons]) : []);
    const places = state.task && !state.sort ? [...why.keys()].filter((place) => has(answer.found, place)) : this.order(state, directory.placesOf(answer.found), overlaps);
    this.say(state, answer.total);
    this.list(places.map((place) => ({ place, why: why.get(place), overlap: overlaps[place] })));
    this.compare();
  }

  // Who fits the task and has the words that are searched for, or null for everybody. The counts are of these.
  within(state, day) {
    const { directory } = this;
    const words = state.q && directory.texts ? directory.matching(state.q) : null;
    if (!state.task) return words;
    const fitting = directory.fitting(this.understood(state.task));
    const key = JSON.stringify([state.task, this.visitor]);
    if (key !== this.rankedFor) {
      const members = directory.placesOf(fitting).map((place) => directory.candidate(place, day));
      this.ranked = rank({ task: state.task, hours: this.visitor }, members, directory.words, directory.day);
      this.rankedFor = key;
    }
    return words ? fitting.map((word, at) => word & words[at]) : fitting;
  }

  order(state, places, overlaps) {
    const { directory } = this;
    const turn = directory.inTurn();
    const by = {
      hours: (one, other) => overlaps[other] - overlaps[one],
      since: (one, other) => directory.since.charCodeAt(one) - directory.since.charCodeAt(other),
      name: (one, other) => directory.names[one].localeCompare(directory.names[other]),
    }[state.sort] ?? (() => 0); // prettier-ignore
    return places.sort((one, other) => by(one, other) || turn[one] - turn[other]);
  }

  say(state, count) {
    const parts = [make("b", {}, count ? `${plural(count)} of ${this.directory.count}.` : "Nobody with all of this.")];
    if (state.task) {
      const asked = this.understood(state.task);
      const names = KINDS.flatMap((kind) => asked[kind].map((slug) => nameOf(this.directory.words, kind, slug)));
      parts.push(names.length ? ` Understood: ${names.join(", ")}.` : " No service, tool, trade or language was understood in the task, so this is everybody. Try other words, or choose below.");
    }
    if (!count) parts.push(this.box.dataset.ask ? " Take something out, or ask us: we look beyond the list." : " Take something out.");
    const reset = make("button", { type: "button", className: "plain" }, "Begin again");
    reset.addEventListener("click", () => {
      history.pushState(null, "", location.pathname + location.search);
      this.fromAddress();
      this.task.focus();
    });
    this.status.replaceChildren(...parts);
    this.form.querySelector(".reset")?.remove();
    this.status.after(make("p", { className: "reset" }, reset));
  }

  list(rows) {
    const list = make("ul", { className: "rows" });
    const more = make("button", { type: "button", className: "btn" });
    const draw = () => {
      const from = list.children.length;
      for (const row of rows.slice(from, from + A_TIME)) list.append(card(this, row));
      const left = rows.length - list.children.length;
      more.textContent = `Show ${Math.min(left, A_TIME)} more`;
      more.hidden = !left;
      return list.children[from];
    };
    more.addEventListener("click", () => draw().querySelector("a").focus());
    draw();
    const nobody = make("p", {}, make("a", { className: "btn", href: this.asking() }, "Ask us to introduce somebody"));
    const heading = make("h2", { className: "hide" }, "Who fits");
    this.results.replaceChildren(...(rows.length ? [heading, list, more] : this.box.dataset.ask ? [nobody] : []));
  }

  toggle(slug) {
    const listed = this.shortlist.includes(slug);
    this.shortlist = listed ? this.shortlist.filter((one) => one !== slug) : [...this.shortlist, slug].slice(0, MOST);
    keep(this.shortlist);
    this.compare();
    for (const button of this.results.querySelectorAll("button[data-slug]")) this.mark(button);
  }

  mark(button) {
    const listed = this.shortlist.includes(button.dataset.slug);
    button.setAttribute("aria-pressed", String(listed));
    button.textContent = listed ? "On your shortlist" : "Compare";
    button.setAttribute("aria-label", `${button.textContent} ${this.directory.names[this.directory.places.get(button.dataset.slug)]}`);
    button.disabled = !listed && this.shortlist.length >= MOST;
  }

  compare() {
    this.compared.hidden = !this.shortlist.length;
    if (this.shortlist.length) this.compared.replaceChildren(...sideBySide(this, this.directory.overlaps(this.visitor, today())));
  }

  // The button that was pressed is gone with its column: the focus goes to what is left, and tells how many there are.
  takeOff(slug) {
    this.toggle(slug);
    (this.shortlist.length ? this.compared.querySelector("h2") : this.task).focus();
  }

  // The address of the form with what was described and chosen in it, and whom she asks for.
  asking(slug = "") {
    const fields = this.fields(this.state());
    if (slug) fields.set("member", slug);
    return `${this.box.dataset.ask}#${fields}`;
  }

  fields(state) {
    return fieldsFrom(state, this.understood(state.task), this.directory.words);
  }

  understood(task) {
    if (this.read?.task !== task) this.read = { task, asked: understand({ task }, this.directory.words) };
    return this.read.asked;
  }

  empty() {
    for (const slug of [...this.shortlist]) this.toggle(slug);
    this.task.focus();
  }
}
